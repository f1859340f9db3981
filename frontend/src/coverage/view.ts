/** What follows from the numbers and the filters: the board, the order, the map's areas. */
import type { Ref } from 'vue'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Area } from '../map/areas'
import type { Board } from './board'
import { buildBoard, cellOf, judgedOn, measuresOf } from './board'
import type { Coverage } from './coverage'
import { earlierOf } from './earlier'
import type { Filters } from './filters'
import type { Speech } from './format'
import { fullText } from './format'
import type { Metric } from './metrics'
import { findMetric, firstMetric, shownMetrics } from './metrics'
import { rank, sortTownships } from './sorting'
import type { Loaded } from './store'

export function useSpeech() {
  const { t, locale } = useI18n()
  return computed<Speech>(() => ({
    locale: locale.value,
    t: (key, named) => t(key, named ?? {}),
  }))
}

function areasOf(
  { coverage, board }: { coverage: Coverage; board: Board },
  metric: Metric,
  speech: Speech,
): Area[] {
  const called = speech.t(`desk.metrics.${metric.key}`)
  return coverage.features.map(({ geometry, properties: { code, name } }) => {
    const { reading, paint } = cellOf(board, code)
    const label = fullText(metric, reading, speech)
    return { code, name, label, spoken: `${name} ${called} ${label}`, paint, geometry }
  })
}

export function useView(
  loaded: Ref<Loaded | null>,
  before: Ref<Loaded | null>,
  filters: Ref<Filters>,
  speech: Ref<Speech>,
) {
  const metric = computed(() => findMetric(filters.value.metric) ?? firstMetric)
  const earlier = computed(() => earlierOf(loaded.value, before.value, filters.value.compare))
  const view = computed(() => {
    if (!loaded.value) return null
    const { coverage, range, which } = loaded.value
    const day = judgedOn(range, coverage.as_of)
    const columns = shownMetrics(coverage.totals, metric.value)
    const board = buildBoard(coverage, metric.value, day)
    return { coverage, range, which, day, columns, board, earlier: earlier.value }
  })

  const sorted = computed(() => {
    if (!view.value) return []
    const { coverage, day } = view.value
    const { key, direction } = filters.value.sort
    const by = findMetric(key)
    return sortTownships(measuresOf(coverage), direction, (township) =>
      by ? rank(by, by.read(township, day)) : township.code,
    )
  })

  const areas = computed(() => (view.value ? areasOf(view.value, metric.value, speech.value) : []))
  return { metric, view, sorted, areas }
}

export type View = NonNullable<ReturnType<typeof useView>['view']['value']>
