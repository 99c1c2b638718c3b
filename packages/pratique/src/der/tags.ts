/**
 * Identifier octets of the types that we read (X.680 §8.6, X.690 §8.1.2).
 *
 * @module
 */

export const BOOLEAN = 0x01
export const INTEGER = 0x02
export const BIT_STRING = 0x03
export const OCTET_STRING = 0x04
export const NULL = 0x05
export const OBJECT_IDENTIFIER = 0x06
export const UTF8_STRING = 0x0c
export const NUMERIC_STRING = 0x12
export const PRINTABLE_STRING = 0x13
/** Also called T61String. */
export const TELETEX_STRING = 0x14
export const IA5_STRING = 0x16
export const UTC_TIME = 0x17
export const GENERALIZED_TIME = 0x18
export const BMP_STRING = 0x1e
/** SEQUENCE and SET are always constructed. */
export const SEQUENCE = 0x30
export const SET = 0x31

/** The bit of an identifier octet that says "made of elements". */
export const CONSTRUCTED = 0x20
