const general =
  'Compare the named definitions with those of the other subgraphs and make them agree.';

/** What a subgraph's author can do, by composition code. */
const byCode: Readonly<Record<string, string>> = Object.freeze({
  EMPTY_HUB: 'Add at least one subgraph to hub.yaml.',
  DUPLICATE_SUBGRAPH_NAME: 'Give each entry of hub.yaml a name of its own.',
  INVALID_SUBGRAPH_NAME: 'Use lower-case letters, digits and hyphens, starting with a letter.',
  INVALID_GRAPHQL:
    'Correct the definition at this line; every type and directive that it names must be defined or imported.',
  GRAPHQL_PARSE_FAILED: 'Correct the syntax at this line.',
  UNKNOWN_FEDERATION_LINK_VERSION:
    'Link https://specs.apollo.dev/federation/v2.11 or an earlier 2.x version.',
  UNKNOWN_LINK_VERSION: 'Link a version of the specification that exists.',
  INVALID_LINK_DIRECTIVE_USAGE:
    'Write @link with a url, and import only names that the specification has.',
  INVALID_LINK_IDENTIFIER: 'Choose a plain GraphQL name for `as`.',
  LINK_IMPORT_NAME_MISMATCH: 'Import the directive under the same name as the other subgraphs do.',
  DIRECTIVE_COMPOSITION_ERROR:
    "Leave @composeDirective to the hub and use the hub's directives as they are.",
  TYPE_DEFINITION_INVALID:
    'Define the type as the federation specification has it, or leave it out.',
  DIRECTIVE_DEFINITION_INVALID: 'Import the directive with @link instead of defining it.',
  NO_QUERIES: 'Give at least one subgraph a field on Query.',
  KEY_INVALID_FIELDS: 'Name only existing, non-list fields of the type in @key.',
  KEY_FIELDS_SELECT_INVALID_TYPE:
    'Use scalar or object fields in @key, not lists, interfaces or unions.',
  PROVIDES_INVALID_FIELDS: 'Name only existing fields of the returned type in @provides.',
  PROVIDES_MISSING_EXTERNAL: 'Mark the provided field @external in this subgraph.',
  REQUIRES_INVALID_FIELDS: 'Declare the required fields on this type, marked @external.',
  REQUIRES_MISSING_EXTERNAL: 'Mark the required field @external in this subgraph.',
  EXTERNAL_UNUSED: 'Remove the @external field, or use it in @key, @requires or @provides.',
  EXTERNAL_MISSING_ON_BASE:
    'Another subgraph must define the @external field; remove it or ask its owner.',
  EXTERNAL_TYPE_MISMATCH: "Copy the field's type from the subgraph that owns it.",
  EXTERNAL_ARGUMENT_MISSING: "Copy the field's arguments from the subgraph that owns it.",
  TYPE_KIND_MISMATCH:
    'Make the type the same kind (object, interface, enum, ...) everywhere, or rename yours.',
  FIELD_TYPE_MISMATCH: 'Give the field the type that the other subgraph has, or rename yours.',
  ARGUMENT_TYPE_MISMATCH: 'Give the argument the type that the other subgraph has.',
  ARGUMENT_DEFAULT_MISMATCH: 'Give the argument the same default as the other subgraph has.',
  INPUT_FIELD_DEFAULT_MISMATCH: 'Give the input field the same default as the other subgraph has.',
  EXTENSION_WITH_NO_BASE: 'Define the type in some subgraph, or correct its name.',
  INVALID_FIELD_SHARING: 'Remove the field, or rename it: another subgraph answers it already.',
  INVALID_SHAREABLE_USAGE: 'Remove @shareable from the interface field.',
  INTERFACE_FIELD_NO_IMPLEM: "Add the interface's field to every type that implements it.",
  REQUIRED_ARGUMENT_MISSING_IN_SOME_SUBGRAPH:
    'Make the argument optional, or add it to the field everywhere.',
  REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH:
    'Make the input field optional, or add it everywhere.',
  EMPTY_MERGED_INPUT_TYPE:
    'Rename your input type: it shares no field with the one of the same name.',
  EMPTY_MERGED_ENUM_TYPE: 'Rename your enum: it shares no value with the one of the same name.',
  ENUM_VALUE_MISMATCH: 'Write the enum with the same values in every subgraph, or rename yours.',
  SHAREABLE_HAS_MISMATCHED_RUNTIME_TYPES:
    'Let both subgraphs return the same types for the shared field.',
  SATISFIABILITY_ERROR:
    'Give the type a @key that the other subgraph resolves too, so that the gateway can reach the field.',
  OVERRIDE_FROM_SELF_ERROR: 'Name another subgraph in @override.',
  OVERRIDE_SOURCE_HAS_OVERRIDE: 'Keep @override in one of the two subgraphs only.',
  ROOT_QUERY_USED: 'Name the root type Query, or rename the type that carries the name.',
  ROOT_MUTATION_USED: 'Name the root type Mutation, or rename the type that carries the name.',
  INCONSISTENT_DESCRIPTION: 'Use the same description in every subgraph; one of them is shown.',
  INCONSISTENT_ARGUMENT_PRESENCE:
    'Add the argument to the field everywhere: until then it is left out.',
  INCONSISTENT_INPUT_OBJECT_FIELD: 'Add the input field everywhere: until then it is left out.',
  UNUSED_ENUM_TYPE: 'Remove the enum, or use it.',
});

/** One sentence for every code, known or not. */
export function adviceFor(code: string): string {
  return byCode[code] ?? general;
}
