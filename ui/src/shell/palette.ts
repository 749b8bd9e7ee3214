import { reactive } from 'vue'

export const palette = reactive({ open: false })
