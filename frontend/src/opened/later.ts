// The one door to these pages: each module that is imported on its own costs a file to keep.

export { default as AmendPage } from './AmendPage.vue'
export { default as RecordPage } from './RecordPage.vue'
export { default as VoidSheet } from './VoidSheet.vue'
