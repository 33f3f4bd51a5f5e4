import type { LintRule } from './rule.ts';

/** Words that describe a person, or let one be found, wherever they stand in a field's name. */
const personWords = new Set([
  'surname',
  'birthday',
  'birthdate',
  'dob',
  'passport',
  'phone',
  'telephone',
  'mobile',
  'cellphone',
  'email',
  'fingerprint',
  'biometric',
  'biometrics',
  'plate',
  'plates',
  'driver',
  'drivers',
  'ethnicity',
  'religion',
  'nationality',
]);

/** The same for words that only mean a person side by side. */
const personPhrases = [
  'first name',
  'last name',
  'given name',
  'family name',
  'full name',
  'middle name',
  'maiden name',
  'contact name',
  'person name',
  'date of birth',
  'birth date',
  'birth year',
  'national id',
  'identity number',
  'identity card',
  'id number',
  'home address',
  'ip address',
];

/** What may have a name: places, bodies, things. A type counts by any word of its own name. */
const namedThings = new Set(
  [
    'area body category centre center clinic commitment committee corridor crossing facility',
    'group hospital hub indicator institution instrument item label line mandate milestone',
    'organisation organization partner phase place plan point port program programme project',
    'road scheme school series service site source stage stock unit version warehouse ward zone',
  ].flatMap((line) => line.split(' ')),
);

export const noPersons: LintRule = {
  code: 'PERSON_FIELD',
  advice: 'Leave out what describes a person; the hub holds no data on persons.',
  check: ({ objects, inputs }) =>
    [
      ...[...objects.values()].map(({ name, fields }) => ({ name, fields })),
      ...[...inputs].map(([name, fields]) => ({ name, fields })),
    ].flatMap(({ name: owner, fields }) =>
      fields
        .filter((field) => describesPerson(owner, field.name.value))
        .map((field) => ({
          node: field,
          message: `"${owner}.${field.name.value}" reads as a field about a person.`,
        })),
    ),
};

function describesPerson(owner: string, field: string): boolean {
  const words = wordsOf(field);
  const phrase = ` ${words.join(' ')} `;
  if (words.some((word) => personWords.has(word))) return true;
  if (personPhrases.some((forbidden) => phrase.includes(` ${forbidden} `))) return true;
  const last = words.at(-1);
  if (last !== 'name' && last !== 'names') return false;
  // `partnerName` says itself what it names; a bare `name` is what its type is.
  const named = words.length > 1 ? words.slice(0, -1) : wordsOf(owner);
  return !named.some((word) => namedThings.has(word));
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
}
