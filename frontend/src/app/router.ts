import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { home, may, me } from '../auth/session'
import SignInScreen from '../auth/SignInScreen.vue'
import ClinicScreen from '../clinics/ClinicScreen.vue'
import OutreachScreen from '../outreach/OutreachScreen.vue'
import RideScreen from '../patrols/RideScreen.vue'
import StartScreen from '../patrols/StartScreen.vue'
import SummaryScreen from '../patrols/SummaryScreen.vue'
import { riding, unfinished } from '../patrols/riding'
import { isWeChat } from '../ui/platform'
import MeScreen from './MeScreen.vue'
import RecordsScreen from './RecordsScreen.vue'

/** A screen of the chunk that comes after the shell. */
const later =
  <Name extends keyof typeof import('./later')>(name: Name) =>
  async () =>
    (await import('./later'))[name]
const DeskScreen = () => import('../coverage/DeskScreen.vue')
const ReviewScreen = () => import('../review/ReviewScreen.vue')
const QualityScreen = () => import('../quality/QualityScreen.vue')
const TargetsScreen = () => import('../targets/TargetsScreen.vue')
const MapScreen = later('MapScreen')
const NextScreen = later('NextScreen')
const RecordScreen = () => import('../review/RecordScreen.vue')
const PhoneScreen = later('PhoneScreen')
const InstallScreen = later('InstallScreen')
const WeChatScreen = later('WeChatScreen')
const HazardFormScreen = later('HazardFormScreen')
const HazardListScreen = later('HazardListScreen')
const HazardScreen = later('HazardScreen')
const HazardStepScreen = later('HazardStepScreen')
const CheckInScreen = later('CheckInScreen')
const LabelsScreen = () => import('../targets/LabelsScreen.vue')
const RecordPage = later('RecordPage')
const AmendPage = later('AmendPage')
const ofRunningPatrol = () => ({
  patrol: riding.value?.patrol.id ?? null,
  township: riding.value?.patrol.township,
})
/** The same with the last fix, for forms that want a place, and what the address says. */
const onTheWay = ({ params, query }: RouteLocationNormalized) => ({
  ...params,
  ...ofRunningPatrol(),
  fix: riding.value?.patrol.last_fix ?? null,
  photo: query.photo === '1',
  target: typeof query.target === 'string' ? query.target : null,
})
const patrols = { patrol: true }

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: home },
    { path: '/sign-in', component: SignInScreen, meta: { open: true } },
    { path: '/start', component: StartScreen, meta: { nav: true } },
    { path: '/ride', component: RideScreen, beforeEnter: () => riding.value !== null || '/start' },
    { path: '/ride/end', component: SummaryScreen, beforeEnter: () => isEnded() || '/start' },
    { path: '/records', component: RecordsScreen, meta: { nav: true } },
    { path: '/map', component: MapScreen, meta: { nav: true } },
    { path: '/next', component: NextScreen },
    { path: '/records/:id', component: RecordPage, props: true, meta: { nav: true } },
    { path: '/records/:id/amend', component: AmendPage, props: true },
    { path: '/outreach/new', component: OutreachScreen, props: ofRunningPatrol },
    { path: '/clinic/new', component: ClinicScreen, meta: { clinic: true } },
    { path: '/hazard/new', component: HazardFormScreen, props: onTheWay, meta: patrols },
    { path: '/hazards', component: HazardListScreen, props: onTheWay, meta: patrols },
    { path: '/hazards/:id', component: HazardScreen, props: onTheWay, meta: patrols },
    {
      path: '/hazards/:id/step/:action(assigned|measure|rectified|verified|reopened)',
      component: HazardStepScreen,
      props: onTheWay,
      meta: patrols,
    },
    { path: '/check-in', component: CheckInScreen, props: onTheWay, meta: patrols },
    { path: '/me', component: MeScreen, meta: { nav: true } },
    { path: '/me/phone', component: PhoneScreen },
    { path: '/me/install', component: InstallScreen, meta: { open: true } },
    { path: '/wechat', component: WeChatScreen, meta: { open: true } },
    { path: '/desk', component: DeskScreen, meta: { desk: true } },
    { path: '/desk/todo/:part?', component: ReviewScreen, meta: { desk: true } },
    { path: '/desk/records/:id', component: RecordScreen, props: true, meta: { desk: true } },
    { path: '/desk/targets/:part?', component: TargetsScreen, meta: { desk: true } },
    { path: '/desk/labels', component: LabelsScreen, meta: { desk: true } },
    { path: '/desk/quality', component: QualityScreen, meta: { desk: true } },
    { path: '/:anything(.*)', redirect: '/' },
  ],
})

/** Inside WeChat no patrol is begun, and its first page says how to leave; see WeChatScreen. */
const NOT_IN_WECHAT = ['/start', '/sign-in']

router.beforeEach((to) => {
  const isAsked = to.query.next !== undefined || riding.value !== null
  if (isWeChat() && NOT_IN_WECHAT.includes(to.path) && !isAsked) return '/wechat'
  return true
})

router.beforeEach((to) =>
  to.meta.open || me.value ? allowed(to) : { path: '/sign-in', query: { next: to.fullPath } },
)

/** The desk is for supervisors and the district; the district has nothing to record. */
function allowed(to: RouteLocationNormalized): true | string {
  if (to.meta.open) return true
  if (to.meta.desk) return may.value.desk || '/start'
  if (to.meta.patrol) return may.value.patrol || '/start'
  if (to.meta.clinic) return may.value.clinic || '/start'
  return may.value.field || /^\/me\b/.test(to.path) || '/desk'
}

/** Fetches the desk for those who may see it, so that it opens without waiting later. */
export function warmDesk(): void {
  if (may.value.desk) void DeskScreen().catch(() => undefined)
}

/** The same of the map for those in the field: opened later, it must not need the network. */
export function warmMap(): void {
  if (may.value.field)
    void import('../fieldmap/live').then(
      ({ warm }) => warm(),
      () => undefined,
    )
}

function isEnded(): boolean {
  return unfinished.value?.state === 'ended'
}
