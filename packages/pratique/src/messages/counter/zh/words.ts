/**
 * Words of the counter in Chinese: formats, kinds of facts, and lines that are filled in.
 *
 * @module
 */

import type { CounterMessages } from '../messages.ts'

export const COUNTER_WORDS: Pick<CounterMessages, 'formats' | 'facts' | 'lines'> = {
  formats: {
    'eu-dcc': '欧盟数字新冠证书',
    'who-ddcc': '世界卫生组织DDCC证书',
    'who-icvp': '世界卫生组织数字黄皮书（ICVP）',
    'health-link': 'HCERT证书中的健康链接',
    'smart-health-card': 'SMART Health Card健康卡',
    'smart-health-link': 'SMART Health Link健康链接',
    'vds-nc': '国际民航组织可视数字印章（VDS-NC）',
    divoc: 'DIVOC证书',
    'nz-pass': '新西兰新冠通行证',
    hcert: 'HCERT系列证书（欧盟、世界卫生组织）',
    'path-check-cred': 'PathCheck凭证',
    'ch-light-certificate': '瑞士简化证书',
    'nl-domestic': '荷兰国内证书',
    'france-2d-doc': '法国2D-Doc',
    openattestation: 'OpenAttestation文件',
    'verifiable-health-link': 'Verifiable Health Link健康链接',
    'smart-api-access': '供程序使用的服务器访问权限',
  },
  facts: {
    vaccination: '疫苗接种',
    test: '检测',
    recovery: '康复',
    prophylaxis: '预防措施',
    exemption: '医疗豁免',
    attestation: '签发机构的声明，不含医疗事实',
    other: '其他类型的健康记录',
    link: '健康文件链接',
  },
  lines: {
    testResult: '检测结果：{result}',
    ifReal: '若为真正的证书：{headline}',
  },
}
