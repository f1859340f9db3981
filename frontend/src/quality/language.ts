// The words of this page come with it: the phone's first shell does without.

import { i18n } from '../words'
import en from '../words/en/quality'
import zh from '../words/zh-CN/quality'

i18n.global.mergeLocaleMessage('zh-CN', { quality: zh })
i18n.global.mergeLocaleMessage('en', { quality: en })
