import type { ChangeNotice } from '../../ports/job-queue.ts'

/** Wakes whoever sees to payments. */
export const noticeOfPayment = ({
  company,
  subjectId,
  version,
}: Pick<ChangeNotice, 'company' | 'subjectId' | 'version'>): ChangeNotice => ({
  company,
  subjectKind: 'payment',
  subjectId,
  version,
  kind: 'changed',
  origin: 'system',
  effects: ['payment'],
})
