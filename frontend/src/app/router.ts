import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { home, may, me } from '../auth/session'
import SignInScreen from '../auth/SignInScreen.vue'
import ClinicScreen from '../clinics/ClinicScreen.vue'
import OutreachScreen from '../outreach/OutreachScreen.vue'
import RideScreen from '../patrols/RideScreen.vue'
import StartScreen from '../patrols/StartScreen.vue'
import SummaryScreen from '../patrols/SummaryScreen.vue'
import { riding, unfinished } from '../patrols/riding'
import MeScreen from './MeScreen.vue'
import RecordsScreen from './RecordsScreen.vue'

const DeskScreen = () => import('../coverage/DeskScreen.vue')
const ReviewScreen = () => import('../review/ReviewScreen.vue')
const QualityScreen = () => import('../quality/QualityScreen.vue')
const TargetsScreen = () => import('../targets/TargetsScreen.vue')
const RecordScreen = () => import('../review/RecordScreen.vue')
const RecordPage = async () => (await import('../opened/later')).RecordPage
const AmendPage = async () => (await import('../opened/later')).AmendPage
const ofRunningPatrol = () => ({
  patrol: riding.value?.patrol.id ?? null,
  township: riding.value?.patrol.township,
})

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: home },
    { path: '/sign-in', component: SignInScreen, meta: { open: true } },
    { path: '/start', component: StartScreen, meta: { nav: true } },
    { path: '/ride', component: RideScreen, beforeEnter: () => riding.value !== null || '/start' },
    { path: '/ride/end', component: SummaryScreen, beforeEnter: () => isEnded() || '/start' },
    { path: '/records', component: RecordsScreen, meta: { nav: true } },
    { path: '/records/:id', component: RecordPage, props: true, meta: { nav: true } },
    { path: '/records/:id/amend', component: AmendPage, props: true },
    { path: '/outreach/new', component: OutreachScreen, props: ofRunningPatrol },
    { path: '/clinic/new', component: ClinicScreen, meta: { clinic: true } },
    { path: '/me', component: MeScreen, meta: { nav: true } },
    { path: '/desk', component: DeskScreen, meta: { desk: true } },
    { path: '/desk/todo/:part?', component: ReviewScreen, meta: { desk: true } },
    { path: '/desk/records/:id', component: RecordScreen, props: true, meta: { desk: true } },
    { path: '/desk/targets/:part?', component: TargetsScreen, meta: { desk: true } },
    { path: '/desk/quality', component: QualityScreen, meta: { desk: true } },
    { path: '/:anything(.*)', redirect: '/' },
  ],
})

router.beforeEach((to) =>
  to.meta.open || me.value ? allowed(to) : { path: '/sign-in', query: { next: to.fullPath } },
)

/** The desk is for supervisors and the district; the district has nothing to record. */
function allowed(to: RouteLocationNormalized): true | string {
  if (to.meta.open) return true
  if (to.meta.desk) return may.value.desk || '/start'
  if (to.meta.clinic) return may.value.clinic || '/start'
  return may.value.field || to.path === '/me' || '/desk'
}

/** Fetches the desk for those who may see it, so that it opens without waiting later. */
export function warmDesk(): void {
  if (may.value.desk) void DeskScreen().catch(() => undefined)
}

function isEnded(): boolean {
  return unfinished.value?.state === 'ended'
}
