// The door of the chunk "later": one file for all that is opened from the shell's screens, so that one
// file is kept with it. They come in through here alone.

export { default as CheckInScreen } from '../check_ins/CheckInScreen.vue'
export { default as MapScreen } from '../fieldmap/MapScreen.vue'
export { default as HazardFormScreen } from '../hazards/HazardFormScreen.vue'
export { default as HazardListScreen } from '../hazards/HazardListScreen.vue'
export { default as HazardScreen } from '../hazards/HazardScreen.vue'
export { default as HazardStepScreen } from '../hazards/HazardStepScreen.vue'
export { default as NearbyHazards } from '../hazards/NearbyHazards.vue'
export { default as NextCard } from '../next/NextCard.vue'
export { default as NextScreen } from '../next/NextScreen.vue'
export { default as AmendPage } from '../opened/AmendPage.vue'
export { default as RecordPage } from '../opened/RecordPage.vue'
export { default as VoidSheet } from '../opened/VoidSheet.vue'
export { default as InstallScreen } from '../phone/InstallScreen.vue'
export { default as PhoneScreen } from '../phone/PhoneScreen.vue'
export { default as WeChatScreen } from '../phone/WeChatScreen.vue'
export { default as ScanSheet } from '../scan/ScanSheet.vue'
