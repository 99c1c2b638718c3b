/**
 * Next steps that several codes share, in Chinese.
 *
 * @module
 */

export const ANOTHER = '请向持有人索取其他证书。'
export const UPDATE = '请更新本程序，或向持有人索取其他证书。'
export const ORIGINAL = '请勿接受。请向持有人索取签发机构签发的原件。'
export const NEW_KEY = '请勿接受。签发机构可用正确的密钥重新签发。'
export const OTHER_DEVICE = '请在其他设备上核验。证书完全可能是真实的。'
export const CLOCK = '请检查本设备的日期和时间。如无误，请持有人向签发机构申请换发证书。'
export const NO_RELIANCE = '请勿以此为据。请向持有人索取其他证书。'
