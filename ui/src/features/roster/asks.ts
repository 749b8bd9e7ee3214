import { reactive } from 'vue'

/** What other parts of the window ask the roster to do when it is next shown. */
export const rosterAsks = reactive({
  find: false,
  columns: false,
  conditions: false,
  export: false,
  unit: null as number | null,
})
