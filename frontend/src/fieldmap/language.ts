// The words of map and round come with them: the phone's first shell does without.

import { i18n } from '../words'
import fieldmapEn from '../words/en/fieldmap'
import nextEn from '../words/en/next'
import fieldmapZh from '../words/zh-CN/fieldmap'
import nextZh from '../words/zh-CN/next'

i18n.global.mergeLocaleMessage('zh-CN', { fieldmap: fieldmapZh, next: nextZh })
i18n.global.mergeLocaleMessage('en', { fieldmap: fieldmapEn, next: nextEn })
