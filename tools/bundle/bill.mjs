/** A CycloneDX bill of materials. The same packages give the same text: it has neither date nor serial. */
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import parseLicence from 'spdx-expression-parse';

const licences = new Contrib.License.Factories.LicenseFactory(parseLicence);
const links = new Contrib.FromNodePackageJson.Factories.ExternalReferenceFactory();
const components = new Contrib.FromNodePackageJson.Builders.ComponentBuilder(links, licences);

/**
 * @param product the manifest of what the packages are in
 * @param packages their manifests, or as much of them
 */
export function bill(product, packages) {
  const bom = new Models.Bom();
  bom.metadata.component = component(product);
  for (const one of packages.map(component)) {
    bom.components.add(one);
    bom.metadata.component.dependencies.add(one.bomRef);
  }
  const normalizers = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const serializer = new Serialize.JsonSerializer(normalizers);
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function component(manifest) {
  const { name, version, repository } = manifest;
  const one = components.makeComponent(
    { ...manifest, repository: repository ?? undefined },
    Enums.ComponentType.Library,
  );
  // https://github.com/package-url/purl-spec: `@` of a scope is written as its code.
  one.purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  one.bomRef.value = one.purl;
  return one;
}
