/**
 * What is said of a result, in Chinese.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const RESULT_ZH: Messages['result'] = {
  mode: '核验内容：{mode}',
  name: '姓名',
  birthDate: '出生日期',
  documentNumber: '证件号码',
  notStated: '未注明',
  reason: '原因',
  next: '下一步',
  issuer: '签发机构',
  format: '类型',
  remarks: '{count, plural, other {#条备注}}',
  remarksNote: '备注不影响结果。',
  lists: '所依据的列表',
  keysAsOf: '密钥：{date}',
  revocationAsOf: '撤销信息：{date}',
  policiesAsOf: '入境规定：{date}',
  code: '求助代码：{code}',
  codeNone: '求助代码：{exitCode}',
  compare: '与身份证件核对',
  compareTitle: '是同一个人吗？',
  compareText: '请手持身份证件，逐个字母核对。',
  same: '信息无误',
  differs: '信息有误',
  confirmed: '身份已核对',
  differsTitle: '不是此人的证书',
  differsText:
    '请勿接受。不同文字的拼写可能有差异：请核对拉丁字母。如非此原因，请要求出示本人的证书。',
  another: '扫描另一份文件',
  scanNext: '扫描下一份',
  keepOpen: '保持打开',
  keepOpenLeft: '{count, plural, other {还可#次}}',
  closes: '{seconds, plural, other {此结果将在#秒后关闭}}',
  closesSoon: '此结果即将关闭',
  cardTitle: '屏幕显示什么，该怎么做',
  cardIntro: '先看文字，再看形状。颜色只起辅助作用。屏幕底部的代码供技术支持使用。',
  cardVerdict: '屏幕显示',
  cardDo: '请这样做',
  cardReason: '{reason}。',
  cardPrint: '打印',
  cardFooter: '不保留任何人的信息。切勿拍摄屏幕或二维码。',
}
