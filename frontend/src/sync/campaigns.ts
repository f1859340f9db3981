import { recall } from '../db/kept'
import { useLive } from '../db/live'
import type { Campaign } from './reference'

/** The drives that a patrol or an event may belong to, as choices from the phone's copy. */
export function useCampaigns() {
  return useLive(async () => {
    const campaigns = (await recall<Campaign[]>('campaigns')) ?? []
    return campaigns.map(({ id, name }) => ({ value: id, label: name }))
  }, [])
}
