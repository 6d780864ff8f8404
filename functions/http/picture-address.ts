import type { Resource } from '../../shared/domain/booking/appointment-type.ts'
import type { Company, Member } from '../../shared/domain/people/member.ts'

/** Where somebody's picture is, if they have one. */
export const pictureAddress = ({ id, picture }: Pick<Member, 'id' | 'picture'>): { picture?: string } =>
  picture === undefined ? {} : { picture: `/api/members/${id}/picture?version=${picture}` }

/** Where a resource's picture is, if it has one. */
export const resourcePictureAddress = ({ id, picture }: Pick<Resource, 'id' | 'picture'>): { picture?: string } =>
  picture === undefined ? {} : { picture: `/api/resources/${id}/picture?version=${picture}` }

/** Where a company's logo is, if it has one. */
export const logoAddress = ({ logo }: Company): { logo?: string } =>
  logo === undefined ? {} : { logo: `/api/company/logo?version=${logo}` }
