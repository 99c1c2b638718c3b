/**
 * What the device holds, in Chinese.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const DATA_ZH: Messages['data'] = {
  title: '本设备上的名单',
  keys: '签发机构的密钥',
  revocations: '已撤销的证书',
  policies: '入境规则',
  fresh: '使用中',
  'too-old': '过旧：核验将没有结论',
  missing: '未加载',
  date: '截至{date}',
  noDate: '无日期',
  networks: '各网络',
  hcert: '欧盟与世卫组织',
  'smart-health-card': 'SMART Health Cards',
  'vds-nc': '国际民航组织（VDS-NC）',
  'nz-pass': '新西兰',
  divoc: 'DIVOC',
  examples: '本页面只附带示例，不是任何国家的规则。',
  bundle: '第 {number} 号数据包，签名方：{signers}',
  noBundle: '随本页面提供的内容。此后未加载过数据包。',
  damaged: '本设备上的数据包已无法读取。请重新加载最新的数据包。',
  refresh: '加载更新的名单',
  network: '通过网络获取',
  networkText: '不会发送任何人的任何信息。有核验进行时会等待。',
  file: '打开文件',
  fileText: '数据包，例如在 U 盘上。',
  codes: '扫描更新码',
  codesText: '来自纸张或另一块屏幕。用于小的更改，例如一个被拒绝的密钥。',
  progress: '已读取 {done, number} 个码，共 {of, number} 个',
  notTaken: '本页面只随其新版本获得更新的名单。',
  working: '正在检查……',
  taken: '第 {number} 号数据包已加载并投入使用。',
  same: '此数据包已加载，没有变化。',
  busy: '有核验正在进行。请在结束后重试。',
  unreachable: '无法获取数据包：有网络吗？已加载的内容保持不变。',
  'too-large': '文件过大，不是数据包。已加载的内容保持不变。',
  'not-kept': '此浏览器不保存任何内容，无法加载数据包。请退出隐私窗口。',
  refusedSignatures: '已拒绝：签名方人数不足。已加载的内容保持不变。',
  refusedOld: '已拒绝：比已加载的更旧，或缺少被拒绝的密钥。已加载的内容保持不变。',
  refusedRole: '已拒绝：用于证书的密钥中有签署数据包的密钥。已加载的内容保持不变。',
  refusedRules: '已拒绝：其中的入境规则无法读取。已加载的内容保持不变。',
  refusedDamaged: '已拒绝：不是数据包，或已损坏。已加载的内容保持不变。',
  refusedCode: '这不是更新码。',
  newer: '本页面的新版本已就绪。',
  useNewer: '立即使用',
}
