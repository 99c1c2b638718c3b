/**
 * What the device holds, how old it is, and how it is refreshed, in Chinese.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const DATA_ZH: Messages['data'] = {
  title: '本设备上的列表',
  keys: '签发机构密钥',
  revocations: '已撤销证书',
  policies: '入境规定',
  fresh: '使用中',
  'too-old': '过旧：核验将无法判定',
  missing: '未加载',
  date: '截至{date}',
  noDate: '无日期',
  networks: '按信任网络查看',
  hcert: '欧盟和世界卫生组织',
  'smart-health-card': 'SMART Health Card健康卡',
  'vds-nc': '国际民航组织（VDS-NC）',
  'nz-pass': '新西兰',
  divoc: 'DIVOC',
  examples: '本页面只附带示例，不是任何国家的规定。',
  bundle: '第{number}号更新包，签名者：{signers}',
  noBundle: '本页面附带的数据。此后未加载过更新包。',
  dropped:
    '{date}发现：本设备上的更新包已损坏，或未经应签名者签名。不使用它。请重新加载最新的更新包。',
  refresh: '加载更新的列表',
  network: '通过网络获取',
  networkText: '不发送任何人的信息。如有核验正在进行，则等其结束后再获取。',
  file: '打开文件',
  fileText: '更新包，例如存放在U盘上。',
  codes: '扫描更新码',
  codesText: '来自纸张或其他屏幕。用于小的变更，例如禁用某个密钥。',
  notTaken: '本页面只能随自身的新版本获得更新的列表。',
  working: '正在检查…',
  taken: '第{number}号更新包已加载并启用。',
  same: '此更新包已加载过，没有变化。',
  busy: '有核验正在进行。请在其结束后重试。',
  unreachable: '未能获取更新包：网络是否可用？已加载的内容保持不变。',
  'too-large': '文件过大，不可能是更新包。已加载的内容保持不变。',
  'not-kept': '此浏览器不保存任何数据，无法加载更新包。请退出无痕窗口。',
  refusedSignatures: '已拒绝：签名者的人数未达到要求。已加载的内容保持不变。',
  refusedOld: '已拒绝：比已加载的更旧，或遗漏了已禁用的密钥。已加载的内容保持不变。',
  refusedRole: '已拒绝：其中有证书密钥同时用于为更新包签名。已加载的内容保持不变。',
  refusedRules: '已拒绝：其中的入境规定无法读取。已加载的内容保持不变。',
  refusedDamaged: '已拒绝：不是更新包，或已损坏。已加载的内容保持不变。',
  refusedCode: '这不是更新码。',
  newer: '本页面的新版本已就绪。',
  useNewer: '立即使用',
}
