/**
 * Intake: what laboratories and clinics have, in JSON, CSV, FHIR R4 or HL7 v2 → orders.
 *
 * @module
 */

export {
  type CsvColumn,
  type CsvMapping,
  type ReadCsvMapping,
  readCsvMapping,
} from './intake/orders/csv/mapping.ts'
export { detectForm, INTAKE_FORMS, type IntakeForm } from './intake/orders/detect-form.ts'
export { type IntakeOptions, readIntake } from './intake/orders/read-intake.ts'
export {
  type IntakeFault,
  type IntakeFaultKind,
  type IntakeRow,
  MAX_INTAKE_BYTES,
  type RefusedRow,
  type TakenRow,
} from './intake/orders/row.ts'
export type { IdentifiedRow, Identity } from './intake/orders/siblings.ts'
export {
  createIntakeStream,
  type IntakeStream,
  type IntakeStreamOptions,
  STREAM_FORMS,
  type StreamForm,
} from './intake/orders/stream/intake-stream.ts'
