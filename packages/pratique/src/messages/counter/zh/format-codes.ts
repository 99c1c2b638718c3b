/**
 * Codes of the `format` check in Chinese.
 *
 * @module
 */

import type { CounterFormatCodes } from '../messages.ts'
import { ANOTHER, UPDATE } from './actions.ts'

export const COUNTER_FORMAT_CODES: CounterFormatCodes = {
  'format.prefix': { title: '不是本程序可识别的健康证书' },
  'format.unsupported': { title: '本程序不核验此类证书', action: ANOTHER },
  'format.not-asked': { title: '不是所要求类型的证书', action: ANOTHER },
  'format.version': { title: '证书类型比本程序所知的更新', action: UPDATE },
  'format.length': { title: '文本长度超过任何证书' },
  'format.base45': { title: '二维码的文本无法解码' },
  'format.base64url': { title: '证书的一部分无法解码' },
  'format.base64': { title: '二维码中的压缩文件无法解码' },
  'format.base32': { title: '通行证的文本无法解码' },
  'format.numeric': { title: '健康卡的数字无法读取' },
  'format.chunks': {
    title: '这些二维码不属于同一张健康卡',
    action: '请重新扫描该健康卡的所有二维码，不要扫描其他二维码。',
  },
  'format.chunk-missing': { title: '健康卡缺少一部分', action: '请继续扫描其余二维码，顺序不限。' },
  'format.file': { title: '健康卡文件无法读取' },
  'format.zlib': { title: '二维码的内容无法解压' },
  'format.deflate': { title: '健康卡的内容无法解压' },
  'format.zip': { title: '二维码中的压缩文件无法打开' },
  'format.cbor': { title: '二维码中的数据有误' },
  'format.cose': { title: '证书不具备签名消息的结构' },
  'format.jws': { title: '健康卡不具备应有的三个部分' },
  'format.json': { title: '证书中的文本有误' },
  'format.canonical': { title: '已签名的文本可能有两种含义' },
  'format.certificate': { title: '二维码中签名者的证书无法读取' },
  'format.context': { title: '证书自带词典' },
  'format.document': { title: '证书含有任何签发机构都不会写入的内容' },
  'format.proof': { title: '签名的说明不符合要求' },
  'format.link': { title: '健康链接不正确', action: '请持有人重新出示链接，或出示证书本身。' },
  'format.header': { title: '证书的技术标头不正确' },
  'format.claims': { title: '证书的一项基本信息缺失或无法读取' },
}
