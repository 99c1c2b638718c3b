/**
 * Conditions of entry rules in Chinese (simplified).
 *
 * @module
 */

import { type ConditionMessages, same } from '../messages.ts'

const AMOUNT = `{unit, select,
  hour {{amount, plural, other {#小时}}}
  day {{amount, plural, other {#天}}}
  month {{amount, plural, other {#个月}}}
  year {{amount, plural, other {#年}}}
  other {{amount}}}`

/** An age: years of it have a word of their own. */
const AGE = `{unit, select,
  hour {{amount, plural, other {#小时}}}
  day {{amount, plural, other {#天}}}
  month {{amount, plural, other {#个月}}}
  year {{amount, plural, other {#周岁}}}
  other {{amount}}}`

const DAYS = '{days, plural, other {#天}}'
const COUNT = '{count, plural, other {#}}'

/** What is accepted, by the event that counts. */
const EVENT = `{event, select,
  vaccination {最后一剂疫苗}
  sample {样本}
  first_positive {首次阳性检测}
  prophylaxis {预防措施}
  exemption {豁免}
  other {规定所要求的事项}}`

const DATED_EVENT = `{event, select,
  vaccination {最后一剂疫苗（{date}）}
  sample {样本（{date}）}
  first_positive {首次阳性检测（{date}）}
  prophylaxis {预防措施（{date}）}
  exemption {豁免（{date}）}
  other {规定所要求的事项（{date}）}}`

const DATE_OF_EVENT = `{event, select,
  vaccination {最后一剂疫苗的接种日期}
  sample {采样日期}
  first_positive {首次阳性检测日期}
  issuer_from {签发机构注明的起始日期}
  issuer_until {签发机构注明的截止日期}
  birth {出生日期}
  prophylaxis {预防措施的日期}
  exemption {豁免的日期}
  other {日期}}`

export const CONDITION_MESSAGES: ConditionMessages = {
  'too-old': {
    full: `{event, select,
      issuer_from {自签发机构注明的起始日期（{date}）起${AMOUNT}内可接受，至{until}为止。}
      issuer_until {{amount, plural,
        =0 {至签发机构注明的截止日期（{until}）为止可接受。}
        other {在签发机构注明的截止日期（{date}）之后${AMOUNT}内可接受，至{until}为止。}}}
      birth {在年龄不超过${AGE}时可接受，至{until}为止。}
      other {${DATED_EVENT}在${AMOUNT}内可接受，至{until}为止。}}`,
    plain: `{event, select,
      issuer_from {自签发机构注明的起始日期起${AMOUNT}内可接受；抵达时已超过该期限。}
      issuer_until {{amount, plural,
        =0 {至签发机构注明的截止日期为止可接受；抵达时已过该日期。}
        other {在签发机构注明的截止日期之后${AMOUNT}内可接受；抵达时已超过该期限。}}}
      birth {在年龄不超过${AGE}时可接受；抵达时已超过该年龄。}
      other {${EVENT}在${AMOUNT}内可接受；抵达时已超过该期限。}}`,
    action: `{event, select,
      birth {请出示规定对该年龄段所要求的文件。}
      other {请出示日期更近的文件。}}`,
  },
  'too-recent': {
    full: `{event, select,
      issuer_from {{amount, plural,
        =0 {自签发机构注明的起始日期（{from}）起可接受。}
        other {在签发机构注明的起始日期（{date}）满${AMOUNT}后可接受，即自{from}起。}}}
      issuer_until {{amount, plural,
        =0 {自签发机构注明的截止日期（{from}）起可接受。}
        other {在签发机构注明的截止日期（{date}）之后满${AMOUNT}起可接受，即自{from}起。}}}
      birth {年满${AGE}起可接受，即自{from}起。}
      other {${DATED_EVENT}满${AMOUNT}后可接受，即自{from}起。}}`,
    plain: `{event, select,
      issuer_from {{amount, plural,
        =0 {自签发机构注明的起始日期起可接受；抵达时未到该日期。}
        other {在签发机构注明的起始日期满${AMOUNT}后可接受；抵达时未满该期限。}}}
      issuer_until {{amount, plural,
        =0 {自签发机构注明的截止日期起可接受；抵达时未到该日期。}
        other {在签发机构注明的截止日期之后满${AMOUNT}起可接受；抵达时未满该期限。}}}
      birth {年满${AGE}起可接受；抵达时未满该年龄。}
      other {${EVENT}满${AMOUNT}后可接受；抵达时未满该期限。}}`,
    action: '请在{from}或之后抵达。',
    plainAction: '请推迟抵达。',
  },
  'in-future': {
    full: `${DATE_OF_EVENT}（{date}）晚于抵达时间。`,
    plain: `${DATE_OF_EVENT}晚于抵达时间。`,
    action: '如日期有误，可请签发机构更正。',
  },
  'event-before': {
    full: `${DATE_OF_EVENT}不得早于{ruleDate}；证书上的日期为{date}。`,
    plain: `${DATE_OF_EVENT}不得早于{ruleDate}；证书上的日期更早。`,
  },
  'event-after': {
    full: `${DATE_OF_EVENT}不得晚于{ruleDate}；证书上的日期为{date}。`,
    plain: `${DATE_OF_EVENT}不得晚于{ruleDate}；证书上的日期更晚。`,
  },
  'not-yet': {
    ...same('根据此规定，自{ruleDate}起才可接受。'),
    action: '请在{ruleDate}或之后抵达。',
  },
  'no-longer': same('根据此规定，仅至{ruleDate}为止可接受。'),
  'too-young': {
    full: `此规定适用于年满${AGE}者；{from}达到该年龄。`,
    plain: `此规定适用于年满${AGE}者；抵达时未满该年龄。`,
  },
  'too-old-holder': {
    full: `此规定适用于未满${AGE}者；适用至{until}为止。`,
    plain: `此规定适用于未满${AGE}者；抵达时已满该年龄。`,
    action: '请出示规定对该年龄段所要求的文件。',
  },
  product: {
    full: `{accepted, select,
      many {{product}不在可接受的${COUNT}种疫苗之列。}
      other {{product}不在可接受的疫苗之列：{accepted}。}}`,
    plain: `{accepted, select,
      many {该疫苗不在可接受的${COUNT}种疫苗之列。}
      other {该疫苗不在可接受的疫苗之列：{accepted}。}}`,
    action: '请出示一种可接受疫苗的接种证书。',
  },
  manufacturer: {
    full: `{accepted, select,
      many {{manufacturer}不在可接受的${COUNT}家生产商之列。}
      other {{manufacturer}不在可接受的生产商之列：{accepted}。}}`,
    plain: `{accepted, select,
      many {该疫苗的生产商不在可接受的${COUNT}家生产商之列。}
      other {该疫苗的生产商不在可接受的生产商之列：{accepted}。}}`,
    action: '请出示可接受的生产商所产疫苗的接种证书。',
  },
  'vaccine-type': {
    full: `{accepted, select,
      many {疫苗类型（{vaccineType}）不在可接受的${COUNT}种类型之列。}
      other {疫苗类型（{vaccineType}）不在可接受的类型之列：{accepted}。}}`,
    plain: `{accepted, select,
      many {疫苗类型不在可接受的${COUNT}种类型之列。}
      other {疫苗类型不在可接受的类型之列：{accepted}。}}`,
    action: '请出示可接受类型疫苗的接种证书。',
  },
  'not-prequalified': {
    full: '没有资料显示疫苗（{product}）已通过世界卫生组织预认证。',
    plain: '没有资料显示该疫苗已通过世界卫生组织预认证。',
    action: '请出示已通过世界卫生组织预认证的疫苗的接种证书。',
  },
  serogroups: {
    full: '疫苗须涵盖以下所有血清群：{accepted}。{product}未全部涵盖。',
    plain: '疫苗须涵盖以下所有血清群：{accepted}。证书上的疫苗未全部涵盖。',
    action: '请出示涵盖上述所有血清群的疫苗的接种证书。',
  },
  'series-incomplete': {
    full: '需要完成全程接种；证书显示为第{dose}剂（共{series}剂）。',
    plain: '需要完成全程接种；证书未显示最后一剂。',
    action: '请出示全程接种最后一剂的证书。',
  },
  'too-few-doses': {
    full: '至少需要{least, plural, other {#剂}}；证书显示为第{dose}剂。',
    plain: '至少需要{least, plural, other {#剂}}；证书显示的剂数较少。',
    action: '请出示后续剂次的证书。',
  },
  'too-many-doses': {
    full: '此规定最多适用于{most, plural, other {#剂}}；证书显示为第{dose}剂。',
    plain: '此规定最多适用于{most, plural, other {#剂}}；证书显示的剂数较多。',
  },
  'beyond-series': {
    full: '此规定适用于全程接种的最后一剂；证书显示为第{dose}剂，全程共{series}剂。',
    plain: '此规定适用于全程接种的最后一剂；证书显示的是其后的剂次。',
  },
  'series-length': {
    full: '全程接种至少应为{least, plural, other {#剂}}；证书注明共{series}剂。',
    plain: '全程接种至少应为{least, plural, other {#剂}}；证书注明的剂数较少。',
  },
  'booster-needed': {
    full: '需要加强剂；证书显示为第{dose}剂（共{series}剂）。',
    plain: '需要加强剂；证书未显示加强剂。',
    action: '请出示加强剂的接种证书。',
  },
  'test-class': {
    full: `{accepted, select,
      many {检测类型（{class}）不在可接受的${COUNT}种类型之列。}
      other {检测类型（{class}）不在可接受的类型之列：{accepted}。}}`,
    plain: `{accepted, select,
      many {检测类型不在可接受的${COUNT}种类型之列。}
      other {检测类型不在可接受的类型之列：{accepted}。}}`,
    action: '请出示可接受类型的检测证书。',
  },
  'test-result': {
    full: '规定要求的结果：{accepted}。证书上的结果：{result}。',
    plain: '规定要求的结果：{accepted}。证书上为其他结果。',
  },
  'device-not-listed': {
    full: '检测试剂（{device}）不在可接受的清单之列。',
    plain: '检测试剂不在可接受的清单之列。',
    action: '请出示使用清单内试剂所做的检测。',
  },
  disease: {
    full: '规定所涉及的疾病：{accepted}。证书上的疾病：{disease}。',
    plain: '规定所涉及的疾病：{accepted}。证书涉及其他疾病。',
    action: '请出示针对规定所列疾病的证书。',
  },
  'issuing-country': {
    full: `{accepted, select,
      many {签发国（{country}）不在证书可接受的${COUNT}个国家之列。}
      other {签发国（{country}）不在证书可接受的国家之列：{accepted}。}}`,
    plain: `{accepted, select,
      many {签发国不在证书可接受的${COUNT}个国家之列。}
      other {签发国不在证书可接受的国家之列：{accepted}。}}`,
  },
  issuer: {
    full: '此规定不接受该签发机构的证书：{issuer}。',
    plain: '此规定不接受该签发机构的证书。',
    action: '请出示其他机构签发的证书。',
  },
  identifier: {
    ...same('该证书的标识符已被其签发机构撤回。'),
    action: '请向签发机构询问原因，并申请新证书。',
  },
  'one-event': {
    full: '此规定适用于仅含一条记录的证书；该证书{count, plural, =0 {没有记录} other {有#条记录}}。',
    plain: '此规定适用于仅含一条记录的证书；该证书没有记录，或有多条记录。',
    action: '请出示仅含一条记录的证书。',
  },
  kind: same(`{kind, select,
    vaccination {此处不接受疫苗接种证书。}
    test {此处不接受检测证书。}
    recovery {此处不接受康复证明。}
    prophylaxis {此处不接受预防措施证明。}
    exemption {此处不接受豁免证明。}
    other {此处不接受该类证书。}}`),
  'no-fact': {
    ...same(`{kind, select,
      vaccination {规定要求疫苗接种证书{disease, select, none {} other {（{disease}）}}；尚未出示。}
      test {规定要求检测证书{disease, select, none {} other {（{disease}）}}；尚未出示。}
      recovery {规定要求康复证明{disease, select, none {} other {（{disease}）}}；尚未出示。}
      prophylaxis {规定要求预防措施证明{disease, select, none {} other {（{disease}）}}；尚未出示。}
      exemption {规定要求豁免证明{disease, select, none {} other {（{disease}）}}；尚未出示。}
      other {规定要求另一类文件{disease, select, none {} other {（{disease}）}}；尚未出示。}}`),
    action: `{kind, select,
      vaccination {请出示疫苗接种证书。}
      test {请出示检测证书。}
      recovery {请出示康复证明。}
      prophylaxis {请出示预防措施证明。}
      exemption {请出示豁免证明。}
      other {请出示其他文件。}}`,
  },
  'one-more': {
    ...same('还需要一份文件：{kinds}。'),
    action: '请再出示一份文件：{kinds}。',
  },
  'value-missing': {
    ...same('证书未注明判定所需的信息：{field}。'),
    action: '请出示注明该信息的文件，或向签发机构申请。',
  },
  'journey-missing': {
    ...same('判定取决于未说明的行程信息：{field}。'),
    action: '请说明该信息后重新查询。',
  },
  'not-evaluable': {
    ...same(`{field, select,
      none {此规定无法自动判定。}
      other {此规定无法自动判定，涉及的信息：{field}。}}`),
    action: '请遵循目的地的官方说明。',
  },
  attestation: {
    ...same('此处不接受仅由签发机构作出的声明：规定要求具体事实。'),
    action: '请出示注明接种、检测或康复情况的证书。',
  },
  evidence: {
    full: '签署该证书的密钥来源：{level}。所需条件：{needed}。',
    plain: '签署该证书的密钥来源不够可靠。所需条件：{needed}。',
    action: '请加载最新的官方列表后重新核验。',
  },
  'list-age': {
    ...same(`{list, select,
      keys {密钥列表已超过${DAYS}未更新。}
      revocation {撤销列表已超过${DAYS}未更新。}
      other {有列表已超过${DAYS}未更新。}}`),
    action: '请加载最新列表后重新核验。',
  },
  'no-rules': {
    ...same('没有已知的{destination}入境规定。这并不表示允许入境。'),
    action: '请加载入境规定，或遵循目的地的官方说明。',
  },
  'rules-outdated': {
    ...same(`现有的{destination}入境规定已超过${DAYS}未经确认。`),
    action: '请加载最新的入境规定后重新核验。',
  },
  other: same('规定中有一项条件未满足：{path}（{operation}）。'),
}
