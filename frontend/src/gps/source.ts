export type PositionTrouble = 'permission' | 'no_signal'

/** Where positions come from: the browser today; a native shell may bring its own. */
export interface PositionSource {
  /** Starts watching; returns how to stop. */
  watch(
    onPosition: (position: GeolocationPosition) => void,
    onTrouble: (trouble: PositionTrouble) => void,
  ): () => void
}

const OPTIONS: PositionOptions = { enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 }

export const browserSource: PositionSource = {
  watch(onPosition, onTrouble) {
    const watch = navigator.geolocation.watchPosition(
      onPosition,
      (error) => onTrouble(error.code === error.PERMISSION_DENIED ? 'permission' : 'no_signal'),
      OPTIONS,
    )
    return () => navigator.geolocation.clearWatch(watch)
  },
}

/** Why this page can't have positions at all, or null when it can ask for them. */
export function whyNoPositions(): 'insecure' | 'unsupported' | null {
  if (!window.isSecureContext) return 'insecure'
  return 'geolocation' in navigator ? null : 'unsupported'
}
