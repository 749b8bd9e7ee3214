import { createRouter, createWebHashHistory } from 'vue-router'
import { listLine } from './session/marks'
import { opened, status } from './session/status'

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/roster' },
    { path: '/start', component: () => import('./features/start/StartScreen.vue'), meta: { title: '开始', closed: true } },
    { path: '/unlock', component: () => import('./features/start/UnlockScreen.vue'), meta: { title: '解锁', closed: true } },
    { path: '/roster', component: () => import('./features/roster/RosterScreen.vue'), meta: { title: '花名册' } },
    { path: '/ledger/:set?', component: () => import('./features/ledger/LedgerScreen.vue'), meta: { title: '台账' } },
    { path: '/listing/:name', component: () => import('./features/listing/ListingScreen.vue'), meta: { title: '名单' } },
    { path: '/assessment', component: () => import('./features/assessment/AssessmentScreen.vue'), meta: { title: '年度考核' } },
    { path: '/training/:part(classes)?', component: () => import('./features/training/TrainingScreen.vue'), meta: { title: '教育培训' } },
    { path: '/follow-up', component: () => import('./features/follow_up/FollowUpScreen.vue'), meta: { title: '跟踪管理' } },
    { path: '/reviews/of/:review(\\d+)', component: () => import('./features/reviews/ReviewScreen.vue'), meta: { title: '政治审查' } },
    { path: '/reviews/party/:person(\\d+)', component: () => import('./features/reviews/AdmissionScreen.vue'), meta: { title: '发展党员' } },
    { path: '/reviews/:part(joint|concluded|failed|party)?', component: () => import('./features/reviews/ReviewsScreen.vue'), meta: { title: '政治审查' } },
    { path: '/matters/:part(special|checks|scope)?', component: () => import('./features/matters/MattersScreen.vue'), meta: { title: '个人有关事项' } },
    { path: '/scans', component: () => import('./features/scans/BulkScans.vue'), meta: { title: '批量挂接扫描件' } },
    { path: '/people/new', component: () => import('./features/edit/EditScreen.vue'), meta: { title: '新增人员' } },
    { path: '/people/:id(\\d+)', component: () => import('./features/dossier/DossierScreen.vue'), meta: { title: '档案' } },
    { path: '/people/:id(\\d+)/edit/:set?', component: () => import('./features/edit/EditScreen.vue'), meta: { title: '编辑' } },
    { path: '/people/:id(\\d+)/form', component: () => import('./features/form/FormScreen.vue'), meta: { title: '在审批表上填写' } },
    { path: '/import', component: () => import('./features/import/ImportScreen.vue'), meta: { title: '导入' } },
    { path: '/photos', component: () => import('./features/photos/PhotosScreen.vue'), meta: { title: '导入照片' } },
    { path: '/print', component: () => import('./features/print/PrintScreen.vue'), meta: { title: '打印' } },
    { path: '/print/list', component: () => import('./features/print/ListPrint.vue'), meta: { title: '打印名单' } },
    { path: '/history/:part?', component: () => import('./features/history/HistoryScreen.vue'), meta: { title: '操作记录' } },
    { path: '/settings/:part?', component: () => import('./features/settings/SettingsScreen.vue'), meta: { title: '系统维护' } },
    { path: '/help/:part?', component: () => import('./features/help/HelpScreen.vue'), meta: { title: '帮助' } },
    { path: '/:rest(.*)*', redirect: '/roster' },
  ],
})

/** Without an open vault there is only the way to one. */
export function gate(closed: boolean): string | true {
  if (opened.value) return closed ? '/roster' : true
  if (closed) return true
  return status.value?.locked || (status.value?.recent.length ?? 0) > 0 ? '/unlock' : '/start'
}
router.beforeEach((to) => gate(to.meta.closed === true))
router.afterEach((to, from) => {
  // a screen with a list says where it stands; what the last one said is not left behind
  if (to.path !== from.path) Object.assign(listLine, { row: 0, block: '' })
  document.title = `${to.meta.title as string} - 案头`
})
