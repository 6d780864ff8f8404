import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Properties = Record<string, Json>

export interface Resource {
  id: string
  type: string
  /** By which others name it. */
  ref: string
  properties: Properties
}

export const REGION = 'eu-central-1'
export const ACCOUNT = '000000000000'

/** What stands for a resource on this machine where a `Ref` or an attribute asks for it. */
export interface LocalResource {
  ref: string
  attributes: Record<string, string>
}

/** The synthesized template, read as data: resources by type, values resolved, assets by their folders. */
export interface Assembly {
  resources(type: string): Resource[]
  resource(id: string): Resource
  /** Folder of an asset by the object key that the template uses. */
  assetFolder(objectKey: string): string
  /** Outputs of the template, resolved. */
  outputs(): Record<string, string>
}

type Raw = {
  Parameters?: Record<string, { Default?: string }>
  Conditions?: Record<string, Json>
  Resources: Record<string, { Type: string; Properties?: Properties; Condition?: string }>
  Outputs?: Record<string, { Value: Json }>
}

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`

/** Names and ARNs by resource type; anything unlisted is known by its logical id alone. */
function localResourceOf(id: string, type: string, properties: Properties): LocalResource {
  const named = (name: string) => (typeof properties[name] === 'string' ? properties[name] : id)
  switch (type) {
    case 'AWS::DynamoDB::GlobalTable':
    case 'AWS::DynamoDB::Table':
      return {
        ref: id,
        attributes: { Arn: arn('dynamodb', `table/${id}`), StreamArn: arn('dynamodb', `table/${id}/stream/latest`) },
      }
    case 'AWS::SQS::Queue': {
      const name = properties['FifoQueue'] ? `${id}.fifo` : id
      return {
        ref: `http://sqs.${REGION}.localhost/${ACCOUNT}/${name}`,
        attributes: { Arn: arn('sqs', name), QueueName: name },
      }
    }
    case 'AWS::Lambda::Function':
      return { ref: id, attributes: { Arn: arn('lambda', `function:${id}`) } }
    case 'AWS::Events::EventBus':
      return {
        ref: named('Name'),
        attributes: { Name: named('Name'), Arn: arn('events', `event-bus/${named('Name')}`) },
      }
    case 'AWS::Scheduler::ScheduleGroup':
      return { ref: named('Name'), attributes: { Arn: arn('scheduler', `schedule-group/${named('Name')}`) } }
    case 'AWS::S3::Bucket': {
      // Names of buckets have small letters.
      const name = named('BucketName').toLowerCase()
      return {
        ref: name,
        attributes: { Arn: `arn:aws:s3:::${name}`, RegionalDomainName: `${name}.s3.${REGION}.amazonaws.com` },
      }
    }
    case 'AWS::KMS::Key':
      return { ref: id, attributes: { Arn: arn('kms', `key/${id}`) } }
    case 'AWS::SecretsManager::Secret':
      return { ref: arn('secretsmanager', `secret:${id}`), attributes: {} }
    case 'AWS::IAM::Role':
      return { ref: id, attributes: { Arn: `arn:aws:iam::${ACCOUNT}:role/${id}` } }
    default:
      return { ref: id, attributes: { Arn: arn('local', id) } }
  }
}

export interface AssemblyOptions {
  folder: string
  parameters: Record<string, string>
  /** Value of a generated secret, by the logical id of its resource. */
  secret(id: string): string
}

export function readAssembly({ folder, parameters, secret }: AssemblyOptions): Assembly {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    artifacts: Record<string, { type: string; properties?: { templateFile?: string } }>
  }
  const stack = Object.entries(manifest.artifacts).find(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
  if (!stack) throw new Error(`no stack in ${folder}`)
  const template = JSON.parse(readFileSync(join(folder, stack[1].properties!.templateFile!), 'utf8')) as Raw
  const assets = JSON.parse(readFileSync(join(folder, `${stack[0]}.assets.json`), 'utf8')) as {
    files: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>
  }

  const raw = (id: string) => {
    const found = template.Resources[id]
    if (!found) throw new Error(`the template has no resource ${id}`)
    return found
  }

  function ref(name: string): string {
    if (name === 'AWS::Region') return REGION
    if (name === 'AWS::AccountId') return ACCOUNT
    if (name === 'AWS::Partition') return 'aws'
    if (name === 'AWS::URLSuffix') return 'amazonaws.com'
    if (name === 'AWS::StackName') return stack![0]
    const parameter = template.Parameters?.[name]
    if (parameter) return parameters[name] ?? parameter.Default ?? ''
    const { Type, Properties = {} } = raw(name)
    return localResourceOf(name, Type, Properties).ref
  }

  function attribute(id: string, name: string): string {
    const { Type, Properties = {} } = raw(id)
    return localResourceOf(id, Type, Properties).attributes[name] ?? `${id}.${name}`
  }

  const secrets = (text: string) =>
    text.replaceAll(
      /\{\{resolve:secretsmanager:arn:aws:secretsmanager:[^:]*:[^:]*:secret:([^:}]+)[^}]*\}\}/g,
      (_, id: string) => secret(id),
    )

  function resolve(value: Json): Json {
    if (typeof value === 'string') return secrets(value)
    if (Array.isArray(value)) return value.map(resolve)
    if (value === null || typeof value !== 'object') return value
    const [[key, argument] = []] = Object.entries(value)
    if (Object.keys(value).length === 1 && argument !== undefined) {
      if (key === 'Ref') return ref(String(argument))
      if (key === 'Fn::GetAtt') {
        const [id, name] = Array.isArray(argument) ? argument : String(argument).split('.')
        return attribute(String(id), String(name))
      }
      if (key === 'Fn::Join') {
        const [separator, parts] = argument as [string, Json[]]
        return secrets(parts.map((part) => String(resolve(part))).join(separator))
      }
      if (key === 'Fn::Sub') {
        const text = Array.isArray(argument) ? String(argument[0]) : String(argument)
        return secrets(
          text.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) =>
            name.includes('.') ? attribute(...(name.split('.') as [string, string])) : ref(name),
          ),
        )
      }
      if (key === 'Fn::If') {
        const [condition, met, unmet] = argument as [string, Json, Json]
        return resolve(isMet(condition) ? met : unmet)
      }
      if (key === 'Fn::Select') {
        const [index, list] = argument as [number, Json]
        return (resolve(list) as Json[])[Number(index)] ?? ''
      }
      if (key === 'Fn::Split') {
        const [separator, text] = argument as [string, Json]
        return String(resolve(text)).split(separator)
      }
    }
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolve(one)]))
  }

  /** The intrinsic functions of conditions (CloudFormation user guide, condition functions). */
  function holds(condition: Json): boolean {
    const [[key, argument] = []] = Object.entries(condition as Record<string, Json>)
    const parts = [argument].flat() as Json[]
    switch (key) {
      case 'Condition':
        return isMet(String(argument))
      case 'Fn::Equals':
        return JSON.stringify(resolve(parts[0]!)) === JSON.stringify(resolve(parts[1]!))
      case 'Fn::Not':
        return !holds(parts[0]!)
      case 'Fn::And':
        return parts.every(holds)
      case 'Fn::Or':
        return parts.some(holds)
      default:
        throw new Error(`the condition ${key} is not understood`)
    }
  }

  function isMet(name: string): boolean {
    const condition = template.Conditions?.[name]
    if (condition === undefined) throw new Error(`the template has no condition ${name}`)
    return holds(condition)
  }

  /** Whether a resource is there at all, by these parameters. */
  const isThere = (id: string) => {
    const { Condition } = raw(id)
    return Condition === undefined || isMet(Condition)
  }

  const resource = (id: string): Resource => {
    const { Type, Properties = {} } = raw(id)
    const { ref } = localResourceOf(id, Type, Properties)
    return { id, type: Type, ref, properties: resolve(Properties) as Properties }
  }
  return {
    resource,
    resources: (type) =>
      Object.keys(template.Resources)
        .filter((id) => raw(id).Type === type && isThere(id))
        .map(resource),
    assetFolder(objectKey) {
      const file = Object.values(assets.files).find(({ destinations }) =>
        Object.values(destinations).some((one) => one.objectKey === objectKey),
      )
      if (!file) throw new Error(`the template names an asset ${objectKey} that was not made`)
      return join(folder, file.source.path)
    },
    outputs: () =>
      Object.fromEntries(
        Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [name, String(resolve(Value))]),
      ),
  }
}
