import type { AppointmentTypeView } from '../../../shared/api/appointment-types.ts'
import type { AppointmentPhrases } from '../../../shared/words/appointments/en.ts'

/** What a new appointment begins with. */
export interface Template {
  id: string
  word: keyof AppointmentPhrases & `template${string}`
  hint: keyof AppointmentPhrases & `template${string}Hint`
  begins: {
    durationsMinutes: number[]
    availabilityOn?: 'users' | 'resources'
    assignment?: 'roundRobin' | 'collective'
    seats?: number
    noticeMinutes?: number
    bufferAfterMinutes?: number
    isConfirmedByHand?: boolean
    manageCapacities?: boolean
    choose?: AppointmentTypeView['choose']
    limits?: Partial<AppointmentTypeView['limits']>
    /** Members who are needed beside the first group: under which name, and how many of them. */
    beside?: { word: keyof AppointmentPhrases & `template${string}Group`; needed: number }
  }
}

/** Whether what begins so can be one member's own time alone. */
export function isOfOne({ availabilityOn = 'users', assignment = 'roundRobin', beside }: Template['begins']): boolean {
  return availabilityOn === 'users' && assignment === 'roundRobin' && !beside
}

/** In the order in which they are offered; the first is for whoever just wants one. */
export const templates: readonly [Template, ...Template[]] = [
  { id: 'meeting', word: 'templateMeeting', hint: 'templateMeetingHint', begins: { durationsMinutes: [30, 60] } },
  { id: 'call', word: 'templateCall', hint: 'templateCallHint', begins: { durationsMinutes: [15] } },
  { id: 'class', word: 'templateClass', hint: 'templateClassHint', begins: { durationsMinutes: [60], seats: 12 } },
  {
    id: 'panel',
    word: 'templatePanel',
    hint: 'templatePanelHint',
    begins: {
      durationsMinutes: [60],
      assignment: 'collective',
      noticeMinutes: 1440,
      beside: { word: 'templatePanelGroup', needed: 1 },
    },
  },
  {
    id: 'room',
    word: 'templateRoom',
    hint: 'templateRoomHint',
    begins: { durationsMinutes: [60, 120], availabilityOn: 'resources', choose: 'whoThenTime' },
  },
  {
    id: 'table',
    word: 'templateTable',
    hint: 'templateTableHint',
    begins: { durationsMinutes: [120], availabilityOn: 'resources', noticeMinutes: 30, manageCapacities: true },
  },
  {
    id: 'doctor',
    word: 'templateDoctor',
    hint: 'templateDoctorHint',
    begins: { durationsMinutes: [20], bufferAfterMinutes: 5, noticeMinutes: 120, limits: { perBooker: 1 } },
  },
  {
    id: 'court',
    word: 'templateCourt',
    hint: 'templateCourtHint',
    begins: {
      durationsMinutes: [60, 90],
      availabilityOn: 'resources',
      noticeMinutes: 0,
      limits: { perBooker: 2 },
    },
  },
]
