<#import "template.ftl" as layout>
<#-- A mail about tokens: of whoever reads it, or of a client whose contact they are. -->
<#macro mail kind>
<#local of = client???then("OfClient", "")>
<@layout.emailLayout>
<p>${msg("apiTokens" + kind + "Text" + of, realmName, client!"")}</p>
<ul>
<#list tokens as token>
<li><strong>${token.name}</strong> (${token.hint})<#if token.expires??> – ${msg("apiTokensExpires", token.expires)}</#if><#if token.blocked??><br/>${msg("apiTokensBlocked." + token.blocked)}</#if><#if token.description??><br/><span style="white-space: pre-line">${token.description}</span></#if></li>
</#list>
</ul>
<#nested>
<p>${msg("apiTokens" + kind + "Advice" + of)}</p>
<#if page??>
<p><a href="${page}">${msg("apiTokensPage")}</a></p>
</#if>
</@layout.emailLayout>
</#macro>
