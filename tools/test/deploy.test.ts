/**
 * What is in `deploy/`: both files are of the forms that Compose and Kubernetes take, no part has more rights than it needs, and
 * what they mount and name fits together and makes a configuration.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { Ajv } from 'ajv'
import { parse, parseAllDocuments } from 'yaml'
import { readConfig } from '../../packages/server/src/config/read-config.ts'

const DEPLOY = new URL('../../deploy/', import.meta.url)
const SCHEMAS = new URL('../../vectors/schemas/', import.meta.url)

// biome-ignore lint/suspicious/noExplicitAny: what is read is held against its schema first.
type Any = any

function schemaOf(path: string): Any {
  return JSON.parse(readFileSync(new URL(path, SCHEMAS), 'utf8'))
}

function validatorOf({ $schema: _, ...schema }: Any): ReturnType<Ajv['compile']> {
  return new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema)
}

const COMPOSE: Any = parse(readFileSync(new URL('compose.yaml', DEPLOY), 'utf8'), { merge: true })
const OBJECTS: readonly Any[] = parseAllDocuments(
  readFileSync(new URL('kubernetes.yaml', DEPLOY), 'utf8'),
).map((document) => {
  assert.deepEqual(document.errors, [])
  return document.toJS()
})
const GUIDE = readFileSync(new URL('../../docs/guide/deploy.md', import.meta.url), 'utf8')
const CONFIG = readFileSync(new URL('pratique.config.json', DEPLOY), 'utf8')

const SERVERS = ['issuer', 'worker', 'lists'] as const

/** The configuration that a process comes to have, and the files that it names. */
function configOf(role: string, environment: Readonly<Record<string, string>> = {}) {
  const file = new URL('pratique.config.json', DEPLOY).pathname
  return readConfig({ file, environment, flags: { PRATIQUE_ROLES: role } })
}

/** Files that a role reads: keys and certificates of those who issue, none of others. */
function filesOf(role: string): readonly string[] {
  const { signatories, lists, bundle, database } = configOf(role)
  const isIssuer = role === 'issuer'
  const all = [
    ...(role === 'lists'
      ? []
      : signatories.flatMap((each) => [each.key, each.passphraseFile, each.certificate])),
    ...(isIssuer ? [lists.key, lists.passphraseFile] : []),
    ...(isIssuer ? (bundle?.signers.flatMap((each) => [each.key, each.passphraseFile]) ?? []) : []),
    ...(isIssuer ? (bundle?.trust ?? []) : []),
    ...(role !== 'lists' && 'url' in database ? [database.passwordFile] : []),
  ]
  return [...new Set(all.filter((path) => path !== undefined).map(String))]
}

describe('compose.yaml', () => {
  const { services, networks } = COMPOSE

  test('is of the form of the specification, and a member that it has not is refused', () => {
    const validate = validatorOf(schemaOf('compose/compose-spec.json'))
    assert.ok(validate(structuredClone(COMPOSE)), JSON.stringify(validate.errors))
    const wrong = { ...COMPOSE, services: { x: { ...services.issuer, readonly: true } } }
    assert.ok(!validate(wrong))
  })

  test('gives no process a right that it does not need', () => {
    for (const [name, service] of Object.entries<Any>(services)) {
      assert.equal(service.read_only, true, name)
      assert.deepEqual(service.cap_drop, ['ALL'], name)
      assert.equal(service.cap_add, undefined, name)
      assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name)
      assert.match(service.user, /^[1-9]\d*:[1-9]\d*$/, name)
      assert.ok(
        service.healthcheck.test.length > 1 && service.mem_limit && service.pids_limit,
        name,
      )
      for (const port of service.ports ?? []) assert.match(port, /^127\.0\.0\.1:/, name)
      assert.ok(!JSON.stringify(service).includes('privileged'), name)
    }
  })

  test('keeps the database from everybody but those who issue, and the lists from keys', () => {
    assert.equal(networks.database.internal, true)
    const inDatabase = Object.entries<Any>(services).filter(([, { networks: own }]) =>
      own.includes('database'),
    )
    assert.deepEqual(inDatabase.map(([name]) => name).toSorted(), ['issuer', 'postgres', 'worker'])
    assert.deepEqual(services.postgres.networks, ['database'])
    assert.equal(services.lists.secrets, undefined)
    assert.deepEqual(services.lists.volumes, ['published:/var/lib/pratique/published:ro'])
  })

  test('has secrets as files alone', () => {
    for (const { file, ...others } of Object.values<Any>(COMPOSE.secrets)) {
      assert.match(file, /^\.\/secrets\//)
      assert.deepEqual(others, {})
    }
    for (const { environment = {} } of Object.values<Any>(services)) {
      const plain = Object.keys(environment).filter((name) => /PASSWORD|SECRET|KEY/.test(name))
      assert.ok(plain.every((name) => name.endsWith('_FILE')))
    }
  })

  test('mounts what each role reads, and names nothing that is not there', () => {
    for (const role of SERVERS) {
      const { secrets = [], configs, volumes, command, environment } = services[role]
      assert.equal(command.at(-1), role)
      const mounted = [
        ...secrets.map((name: string) => `/run/secrets/${name}`),
        ...configs.map(({ target }: Any) => target),
      ]
      for (const path of filesOf(role)) assert.ok(mounted.includes(path), `${role} ${path}`)
      for (const name of secrets) assert.ok(COMPOSE.secrets[name], name)
      for (const { source } of configs) assert.ok(COMPOSE.configs[source], source)
      for (const volume of volumes) assert.ok(volume.split(':')[0] in COMPOSE.volumes, volume)
      configOf(role, environment)
    }
  })
})

describe('kubernetes.yaml', () => {
  const validate = validatorOf(schemaOf('kubernetes/kubernetes.json'))
  const byKind = (kind: string): readonly Any[] => OBJECTS.filter((each) => each.kind === kind)
  const workloads = [...byKind('Deployment'), ...byKind('StatefulSet')]

  test('is of the forms of release 1.36, and a member that they have not is refused', () => {
    for (const object of OBJECTS) {
      assert.ok(
        validate(object),
        `${object.kind} ${object.metadata?.name} ${JSON.stringify(validate.errors?.slice(0, 3))}`,
      )
    }
    const [first] = workloads
    const wrong = structuredClone(first)
    wrong.spec.template.spec.containers[0].securityContext.readOnlyRootFilesytem = true
    assert.ok(!validate(wrong))
  })

  test('is in one namespace, which takes restricted pods alone', () => {
    const [namespace] = byKind('Namespace')
    assert.equal(namespace.metadata.labels['pod-security.kubernetes.io/enforce'], 'restricted')
    for (const { kind, metadata } of OBJECTS) {
      if (kind !== 'Namespace') assert.equal(metadata.namespace, 'pratique')
    }
  })

  test('has pods that are restricted (Pod Security Standards), and write to no root file system', () => {
    for (const { metadata, spec } of workloads) {
      const { securityContext, containers, volumes, ...pod } = spec.template.spec
      const { name } = metadata
      assert.equal(securityContext.runAsNonRoot, true, name)
      assert.ok(securityContext.runAsUser > 0, name)
      assert.equal(securityContext.seccompProfile.type, 'RuntimeDefault', name)
      assert.deepEqual(
        [pod.hostNetwork, pod.hostPID, pod.hostIPC],
        [undefined, undefined, undefined],
      )
      assert.equal(pod.automountServiceAccountToken, false, name)
      for (const volume of volumes) {
        const kinds = Object.keys(volume).filter((key) => key !== 'name')
        assert.ok(
          kinds.every((kind) => RESTRICTED_VOLUMES.has(kind)),
          `${name} ${kinds}`,
        )
      }
      for (const container of containers) {
        const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities, privileged } =
          container.securityContext
        assert.deepEqual(
          [allowPrivilegeEscalation, readOnlyRootFilesystem, privileged],
          [false, true, undefined],
          name,
        )
        assert.deepEqual(capabilities, { drop: ['ALL'] }, name)
        assert.ok(container.resources.limits.memory && container.resources.requests.cpu, name)
        for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
          assert.ok(container[probe], `${name} ${probe}`)
        assert.match(container.image, /:[^:]*\d/, name)
      }
    }
  })

  test('holds no secret itself, and the configuration that is in deploy', () => {
    assert.deepEqual(byKind('Secret'), [])
    const [config] = byKind('ConfigMap')
    assert.equal(config.data['pratique.config.json'], CONFIG)
  })

  test('mounts what each role reads out of what the guide has made, and names nothing that is not there', () => {
    const claims = new Set(byKind('PersistentVolumeClaim').map(({ metadata }) => metadata.name))
    for (const role of SERVERS) {
      const { spec } = workloads.find(({ metadata }) => metadata.name === role)
      const { containers, volumes } = spec.template.spec
      const [{ args, env = [], volumeMounts }] = containers
      assert.equal(args.at(-1), role)
      const keys = volumes.find(({ name }: Any) => name === 'keys')?.secret
      const { sources } = volumes.find(({ name }: Any) => name === 'etc').projected
      const mounted = new Set([
        ...(keys?.items ?? [])
          .filter(({ key }: Any) => filesGivenTo(keys.secretName).includes(key))
          .map(({ path }: Any) => `/run/secrets/${path}`),
        ...sources
          .flatMap(({ configMap }: Any) => filesGivenTo(configMap.name))
          .map((name: string) => `/etc/pratique/${name}`),
      ])
      for (const path of filesOf(role)) assert.ok(mounted.has(path), `${role} ${path}`)
      assert.ok(role === 'lists' ? keys === undefined : keys.defaultMode === 0o440)
      assert.deepEqual(
        volumeMounts.map(({ name }: Any) => name).toSorted(),
        volumes.map(({ name }: Any) => name).toSorted(),
      )
      for (const { persistentVolumeClaim } of volumes) {
        if (persistentVolumeClaim) assert.ok(claims.has(persistentVolumeClaim.claimName))
      }
      configOf(role, Object.fromEntries(env.map(({ name, value }: Any) => [name, value])))
    }
  })

  test('has services that lead to pods, by ports that they have', () => {
    for (const { metadata, spec } of byKind('Service')) {
      const found = workloads.filter(({ spec: { template } }) =>
        isSelected(template.metadata.labels, { matchLabels: spec.selector }),
      )
      assert.equal(found.length, 1, metadata.name)
      const names = found[0].spec.template.spec.containers.flatMap(({ ports }: Any) =>
        ports.map(({ name }: Any) => name),
      )
      for (const { targetPort } of spec.ports) assert.ok(names.includes(targetPort), metadata.name)
    }
  })

  test('lets nothing talk to anything that is not named: those who issue to the database, and names', () => {
    const policies = byKind('NetworkPolicy')
    const nothing = policies.find(({ metadata }) => metadata.name === 'nothing')
    assert.deepEqual(nothing.spec, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
    const selected = (name: string, direction: 'Ingress' | 'Egress') =>
      policies
        .filter(
          ({ spec, metadata }) =>
            metadata.name !== 'nothing' && spec.policyTypes.includes(direction),
        )
        .filter(({ spec }) => isSelected(labelsOf(name), spec.podSelector))
        .map(({ metadata }) => metadata.name)
    assert.deepEqual(selected('lists', 'Egress'), [])
    assert.deepEqual(selected('postgres', 'Egress'), [])
    assert.deepEqual(selected('worker', 'Ingress'), [])
    assert.deepEqual(selected('issuer', 'Egress'), ['names', 'to-database'])
    const [rule] = policies.find(({ metadata }) => metadata.name === 'database').spec.ingress
    for (const [name, isIn] of [
      ['issuer', true],
      ['worker', true],
      ['lists', false],
    ] as const) {
      assert.equal(isSelected(labelsOf(name), rule.from[0].podSelector), isIn, name)
    }
  })

  /** Names of the files of a secret or a map: in the manifest, or as the guide has it made. */
  function filesGivenTo(name: string): readonly string[] {
    const here = OBJECTS.find(({ metadata }) => metadata.name === name)
    if (here) return Object.keys(here.data)
    const command = new RegExp(`create .* ${name} ((?:\\\\\n|.)*)`).exec(GUIDE)?.[1] ?? ''
    return [...command.matchAll(/--from-file=(\S+)/g)].map(([, file = '']) => file)
  }

  function labelsOf(name: string): Any {
    return workloads.find(({ metadata }) => metadata.name === name).spec.template.metadata.labels
  }
})

const RESTRICTED_VOLUMES: ReadonlySet<string> = new Set([
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral'],
  ...['persistentVolumeClaim', 'projected', 'secret'],
])

function isSelected(labels: Any, { matchLabels = {}, matchExpressions = [] }: Any): boolean {
  const isEqual = Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
  return isEqual && matchExpressions.every(({ key, values }: Any) => values.includes(labels[key]))
}

test('the image runs as nobody, and is of what is built', () => {
  const lines = readFileSync(new URL('Dockerfile', DEPLOY), 'utf8').split('\n')
  const [, last = ''] = lines
    .join('\n')
    .split(/^FROM .*$/m)
    .slice(1)
  assert.match(last, /^USER 10001:10001$/m)
  assert.doesNotMatch(last, /^(ADD|COPY (?!--from=build))/m)
  assert.match(last, /^ENTRYPOINT \["node", "\/app\/packages\/cli\/bin\/pratique\.js"\]$/m)
  assert.ok(lines.filter((line) => line.startsWith('FROM ')).every((line) => /:\d+-/.test(line)))
})
