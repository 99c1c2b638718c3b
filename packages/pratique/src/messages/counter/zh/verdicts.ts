/**
 * Verdicts in Chinese.
 *
 * @module
 */

import type { ExitCode } from '../../../outcome.ts'
import type { CounterVerdict } from '../messages.ts'

export const COUNTER_VERDICTS: Readonly<Record<ExitCode, CounterVerdict>> = {
  0: {
    headline: '符合入境规定',
    action: '请将姓名和出生日期与身份证件核对。',
  },
  3: {
    headline: '证书真实',
    reason: '未核对任何入境规定',
    action: '请将姓名和出生日期与身份证件核对。是否足以入境，只能依据目的地的规定判定。',
  },
  10: {
    headline: '还需要一份文件',
    action: '请向持有人索取原因中所列的文件，并将两份文件一并核验。',
  },
  11: {
    headline: '不符合入境规定',
    action: '请将原因告知持有人：有一项条件未满足，或证书属于他人。证书本身是真实的。',
  },
  12: {
    headline: '不能接受',
    reason: '伪造或损坏',
    action:
      '请再次扫描原件，因为质量差的复印件也会得到相同结果。如结果不变，请勿接受，并要求提供其他证明。',
  },
  13: {
    headline: '不能接受',
    reason: '签发机构未获认可，或密钥不适用于此',
    action: '请要求出示由获认可的签发机构签发的证书。此结果并不表示证书被改动过。',
  },
  14: {
    headline: '不能接受',
    reason: '已被签发机构撤销',
    action: '请要求提供其他证明。持有人可向签发机构询问原因，并申请新证书。',
  },
  15: {
    headline: '不能接受',
    reason: '不在签名期限内',
    action: '请持有人向签发机构申请换发证书。此为技术原因，与疫苗接种、检测或康复情况无关。',
  },
  20: {
    headline: '无法判定',
    reason: '列表缺失、过旧或证明力不足',
    action: '请加载最新列表后重新核验。证书完全可能是真实的。',
  },
  21: {
    headline: '无法判定',
    reason: '没有已知的入境规定',
    action: '请加载目的地的规定，或遵循其官方说明。没有已知规定并不表示允许入境。',
  },
  22: {
    headline: '无法判定',
    reason: '所需信息缺失或不明确',
    action: '原因中说明了所缺信息。请向持有人索取，或要求提供其他证明。',
  },
  23: {
    headline: '无法判定',
    reason: '本设备的时钟有误',
    action: '请设置本设备的日期和时间，然后重新核验。',
  },
  30: {
    headline: '此二维码另有用途',
    action: '请在文件上寻找其他二维码并扫描。',
  },
  31: {
    headline: '样张',
    reason: '并非真正的证书',
    action: '它不能证明任何人的任何情况。请要求出示真正的证书。',
  },
}
