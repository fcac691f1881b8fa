<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("apiTokensRotatedText", realmName)}</p>
<ul>
<#list tokens as token>
<li><strong>${token.name}</strong> (${token.hint})<#if token.expires??> – ${msg("apiTokensExpires", token.expires)}</#if></li>
</#list>
</ul>
<p>${msg("apiTokensRotatedAdvice")}</p>
<#if page??>
<p><a href="${page}">${msg("apiTokensPage")}</a></p>
</#if>
</@layout.emailLayout>
