/**
 * Words of the counter in Arabic: formats, kinds of facts, and lines that are filled in.
 *
 * @module
 */

import type { CounterMessages } from '../messages.ts'

export const COUNTER_WORDS: Pick<CounterMessages, 'formats' | 'facts' | 'lines'> = {
  formats: {
    'eu-dcc': 'شهادة كوفيد الرقمية للاتحاد الأوروبي',
    'who-ddcc': 'شهادة منظمة الصحة العالمية (DDCC)',
    'who-icvp': 'البطاقة الصفراء الرقمية لمنظمة الصحة العالمية (ICVP)',
    'health-link': 'رابط صحي في شهادة HCERT',
    'smart-health-card': 'بطاقة SMART Health Card',
    'smart-health-link': 'رابط SMART Health Link',
    'vds-nc': 'الختم الرقمي المرئي للإيكاو (VDS-NC)',
    divoc: 'شهادة DIVOC',
    'nz-pass': 'تصريح كوفيد النيوزيلندي',
    hcert: 'شهادة من عائلة HCERT (الاتحاد الأوروبي ومنظمة الصحة العالمية)',
    'path-check-cred': 'وثيقة PathCheck',
    'ch-light-certificate': 'الشهادة المخففة السويسرية',
    'nl-domestic': 'الشهادة الداخلية الهولندية',
    'france-2d-doc': 'رمز 2D-Doc الفرنسي',
    openattestation: 'وثيقة OpenAttestation',
    'verifiable-health-link': 'رابط Verifiable Health Link',
    'smart-api-access': 'وصول برنامج إلى خادم',
  },
  facts: {
    vaccination: 'تطعيم',
    test: 'فحص',
    recovery: 'تعافٍ',
    prophylaxis: 'علاج وقائي',
    exemption: 'إعفاء طبي',
    attestation: 'تصريح من الجهة المُصدِرة دون معلومة طبية',
    other: 'سجل صحي من نوع آخر',
    link: 'رابط إلى وثائق صحية',
  },
  lines: {
    testResult: 'نتيجة الفحص: {result}',
    ifReal: 'لو كان حقيقيًا: {headline}',
  },
}
