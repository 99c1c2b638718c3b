/**
 * The kiosk, in Chinese.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const KIOSK_ZH: Messages['kiosk'] = {
  attract: '请出示健康证书',
  attractHint: '请将二维码置于摄像头前。',
  opening: '请稍候…',
  parts: '请出示此卡的其他二维码',
  another: '还需要一份证书',
  anotherHint: '请将其二维码置于摄像头前。',
  one: '请一次只出示一个二维码。',
  unfit: '此二维码与前一个不属于同一张卡。',
  repeated: '此二维码已读取过。',
  checking: '正在核验…',
  document: '现在请出示护照或身份证件',
  documentHint: '请将证件放在阅读器上，或输入证件底部含“<”符号的各行。',
  line: '第{number}行',
  compare: '核对',
  unreadable: '无法读取这些行。请检查每个字符。',
  nothingKept: '这些信息不会保留。',
  cancel: '取消',
  accepted: '请通行',
  acceptedHint: '您的证书符合入境规定。',
  genuine: '您的证书真实',
  genuineHint: '未核对任何入境规定。',
  moreNeeded: '还需要一份证书',
  refused: '请联系工作人员',
  refusedHint: '不符合入境规定，或证件属于他人。',
  notGenuine: '请联系工作人员',
  notGenuineHint: '不能接受此证书。',
  undecided: '请联系工作人员',
  undecidedHint: '此处无法判定。',
  notACertificate: '这不是健康证书',
  notACertificateHint: '请出示健康证书的二维码。',
  specimen: '测试证书',
  specimenHint: '不属于任何人。',
  staff: '工作人员将为您提供帮助',
  staffHint: '请在此等候，或前往柜台。',
  again: '重新开始',
  fault: '摄像头不可用。请使用阅读器，或向工作人员求助。',
}
