import type { SubjectsOf } from './search/subject.ts'

export const peopleSubjects: SubjectsOf = (say) => [
  { id: 'members', label: say('members'), help: [say('role'), say('owner'), say('admin'), say('member')] },
  { id: 'invite-title', label: say('inviteTitle'), help: [say('inviteEmail'), say('role')], isForAdmins: true },
  {
    id: 'invitations-title',
    label: say('openInvitations'),
    help: [say('sendAgain'), say('withdraw')],
    isForAdmins: true,
  },
]
