/**
 * Printed certificates in Chinese.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/zh/words.ts'
import type { PrintMessages } from './messages.ts'

const MONTHS = [
  '1月',
  '2月',
  '3月',
  '4月',
  '5月',
  '6月',
  '7月',
  '8月',
  '9月',
  '10月',
  '11月',
  '12月',
]

export const PRINT_MESSAGES: PrintMessages = {
  language: 'zh',
  direction: 'ltr',
  titles: {
    vaccination: '疫苗接种证书',
    icvp: '疫苗接种或预防措施国际证书',
    test: '检测证书',
    recovery: '康复证书',
    certificate: '健康证书',
    link: '健康文件链接',
  },
  labels: {
    name: '姓名',
    family: '姓',
    given: '名',
    ownName: '姓名（原文）',
    ownNameBeside: '姓名（原文，不在二维码中）',
    birthDate: '出生日期',
    documentNumber: '身份证件号码',
    disease: '疾病',
    testResult: '检测结果',
    sampledAt: '采样时间',
    testClass: '检测类型',
    testName: '检测名称',
    testDevice: '检测试剂',
    testCentre: '检测机构',
    testStatus: '结果状态',
    vaccinationDate: '接种日期',
    product: '疫苗',
    vaccineType: '疫苗类型',
    manufacturer: '生产企业',
    dose: '剂次',
    lot: '批号',
    vaccinationStatus: '接种状态',
    firstPositive: '首次阳性检测',
    validFrom: '有效期自',
    validUntil: '有效期至',
    statement: '声明',
    documentsAt: '文件存放于',
    country: '国家或地区',
    statedBy: '声明机构',
    issuer: '签发机构',
    codeFrom: '二维码有效期自',
    codeUntil: '二维码有效期至',
    identifier: '证书标识',
  },
  words: POLICY_WORDS,
  values: { notDone: '未接种', notFinal: '非最终结果', unknownDate: '未知' },
  dates: {
    months: MONTHS,
    monthsAlone: MONTHS,
    full: '{year}年{month}{day}日',
    month: '{year}年{month}',
  },
  steps: {
    code: '二维码中含有由签发机构签名的本证书。无需网络即可核验，也不会向任何人查询您的信息。',
    showWithDocument: '请与身份证件一并出示。',
    nobodyElse: '只有查验健康证书的人员才需要它。请勿公开其图片。',
    validUntil: '二维码有效期至{date}。此后请向签发机构索取新的二维码。',
    noEnd: '二维码未注明有效期的终止时间。',
  },
  paper: {
    symbol: '含有本证书的二维码，供查验时出示',
    part: '第{first}个二维码，共{count}个：须全部出示',
    fold: '沿四角标记剪下并对折两次，即为银行卡大小，可放入护照。',
    card: '请与身份证件一并出示。',
  },
}
