// The words of these pages come with them: the phone's first shell does without.

import { i18n } from '../words'
import en from '../words/en/review'
import zh from '../words/zh-CN/review'

i18n.global.mergeLocaleMessage('zh-CN', { review: zh })
i18n.global.mergeLocaleMessage('en', { review: en })
