Usher is under the Apache License 2.0, see LICENSE. It runs with these libraries of others, which lie unchanged in lib/.
Where a library names two licences, either may be chosen. The text of a licence: https://spdx.org/licenses/NAME.html
bom.json says the same for machines, with digests.
<#list dependencyMap as entry>
<#assign library = entry.key/>

${library.name} ${library.version}
  ${library.groupId}:${library.artifactId}, ${library.url!"no page"}
  ${entry.value?join(" or ")}
</#list>
