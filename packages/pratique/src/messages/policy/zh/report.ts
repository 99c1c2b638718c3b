/**
 * The lines of a report on entry rules in Chinese (simplified).
 *
 * @module
 */

import type { PolicyReport } from '../messages.ts'

export const POLICY_REPORT: PolicyReport = {
  results: {
    passed: '符合入境规定',
    'more-needed': '还需要一份文件',
    failed: '不符合入境规定',
    open: '无法判定',
  },
  causes: {
    'no-rules': '无法判定：没有已知的入境规定',
    outdated: '无法判定：规定或列表已过时',
    evidence: '无法判定：密钥来源不够可靠',
    'value-missing': '无法判定：缺少判定所需的信息',
    error: '无法判定：有一项规定无法自动判定',
  },
  windows: {
    acceptedBetween: '自{from}起至{until}为止可接受',
    acceptedFrom: '自{from}起可接受',
    acceptedUntil: '至{until}为止可接受',
    acceptedAlways: '可接受，不限时间',
    acceptedNever: '任何时间均不接受',
    nextPass: '自{date}起将可接受',
    between: '自{from}起至{until}为止',
    from: '自{from}起',
    until: '至{until}为止',
  },
  headings: {
    destination: '入境规定：{destination}',
    arrival: '抵达时间：{date}',
    reasons: '原因',
    actions: '可采取的措施',
    windows: '可接受的时间',
    officialText: '目的地的官方文字',
    usedFields: '规定所查看的信息',
    derivedFields: '未注明，由推算得出',
    missingFields: '未注明，且影响判定',
    rules: '所适用的规定',
  },
  notes: {
    certificate: '证书{number}',
    show: '出示以下即可：{certificates}',
    asOf: '规定日期：{date}',
    timeZone: '时间所用时区：{zone}',
    rule: '规定{rule}',
    windowLimits: '依据目前已知的规定和所出示的文件。',
  },
}
