import { computed, shallowRef } from 'vue'
import { api, take, type Schemas } from '../api/client'

export type Campaign = Schemas['Campaign']

const remembered = 'rectify.campaign'
const list = shallowRef<Campaign[]>()
const chosen = shallowRef(localStorage.getItem(remembered) ?? '')

/** The campaign all screens are about: the one chosen last, otherwise the latest. */
export const campaign = computed(() => list.value?.find((c) => c.id === chosen.value) ?? list.value?.[0])
export const campaigns = computed(() => list.value ?? [])

export async function loadCampaigns(again = false): Promise<Campaign | undefined> {
  if (!list.value || again) list.value = (await take(api.GET('/api/v1/campaigns', { params: { query: { limit: 100 } } }))).items
  return campaign.value
}

export function chooseCampaign(id: string) {
  chosen.value = id
  localStorage.setItem(remembered, id)
}

export function forgetCampaigns() {
  list.value = undefined
}
