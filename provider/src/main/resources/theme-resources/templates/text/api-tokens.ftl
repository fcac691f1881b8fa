<#ftl output_format="plainText">
<#-- A mail about tokens: of whoever reads it, or of a client whose contact they are. -->
<#macro mail kind>
<#local of = client???then("OfClient", "")>
${msg("apiTokens" + kind + "Text" + of, realmName, client!"")}

<#list tokens as token>
- ${token.name} (${token.hint})<#if token.expires??> – ${msg("apiTokensExpires", token.expires)}</#if>
<#if token.blocked??>
  ${msg("apiTokensBlocked." + token.blocked)}
</#if>
<#if token.description??>
${token.description?replace("(?m)^", "  ", "r")}
</#if>
</#list>

<#nested>
${msg("apiTokens" + kind + "Advice" + of)}
<#if page??>

${msg("apiTokensPage")}: ${page}
</#if>
</#macro>
