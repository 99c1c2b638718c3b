/**
 * What every screen says, in Chinese.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const APP_ZH: Messages['app'] = {
  title: 'Pratique',
  home: '首页',
  reading: '正在读取…',
  language: '语言',
  fault: '本程序出现故障',
  faultAction: '未能得出结果。请在另一台设备上核验，或重新加载本页面。证书完全可能是真实的。',
  reload: '重新加载页面',
}
