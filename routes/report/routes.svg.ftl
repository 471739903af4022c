<#ftl output_format="XML">
<#-- Made from the route files: what stands in them is text, and XML's own escapes make it so. -->
<#setting locale="en_US">
<#function n number><#return number?string("0.#")></#function>
<#-- What is in a frame is placed from the frame's corner. -->
<#macro inside node>
<#list node.children as part><g transform="translate(${n(part.x)} ${n(part.y)})"><#if part.children?has_content><rect class="frame" width="${n(part.width)}" height="${n(part.height)}" rx="8"/><text x="12" y="19">${part.identifier}</text><@inside part/><#else><@box part boxes[part.identifier]/></#if></g>
</#list>
<#list node.containedEdges as edge><#assign from = edge.sources[0].identifier, to = edge.targets[0].identifier, s = edge.sections[0]><g class="arrow"><title>${from} → ${to}</title><path class="call ${edge.identifier}" marker-end="url(#tip)" d="M${n(s.startX)} ${n(s.startY)}<#list s.bendPoints as bend> L${n(bend.x)} ${n(bend.y)}</#list> L${n(s.endX)} ${n(s.endY)}"/></g>
</#list>
</#macro>
<#macro box node b><title>${node.identifier}: ${b.text}<#if b.file != ""> (${b.file})</#if></title><rect class="${b.kind}<#if node.identifier == focus> focus</#if>" width="${n(node.width)}" height="${n(node.height)}" rx="${(b.kind == "outside")?then(14, 4)}"/><#list b.lines as line><text class="<#if line?index == 0>id<#elseif line?starts_with("▶")>trigger</#if>" x="12" y="${19 + line?index * 17}">${line}</text></#list></#macro>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(root.width)} ${n(root.height + 34)}" width="${n(root.width)}" height="${n(root.height + 34)}" role="img" aria-labelledby="title desc">
<title id="title">${title}</title>
<desc id="desc">${boxes?values?filter(b -> b.file != "")?size} routes, with ${calls} arrows for calls of another route or of a system outside. Blue boxes start by themselves or by a request.</desc>
<style>
:root{color-scheme:light dark}
svg{--paper:#fbfaf8;--card:#fff;--ink:#22262a;--soft:#5c6268;--rule:#b9b4ab;--frame:#f1eee8;--start:#0b5fa5;--startcard:#e5f0fa;--out:#8a4b00;--outcard:#fdf0dd;--line:#7c8790}
@media (prefers-color-scheme:dark){svg{--paper:#17191b;--card:#24282c;--ink:#e8e6e1;--soft:#b3b0a9;--rule:#50575d;--frame:#1e2225;--start:#8ec5f2;--startcard:#1c3144;--out:#f0b35c;--outcard:#3a2b16;--line:#8a949c}}
text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--soft);white-space:pre}
.paper{fill:var(--paper)}.head{font:600 16px system-ui,sans-serif;fill:var(--ink)}
.frame{fill:var(--frame);stroke:var(--rule);stroke-dasharray:2 3}
.route{fill:var(--card);stroke:var(--rule)}.focus{stroke-width:2.5;stroke:var(--ink)}.starts{fill:var(--startcard);stroke:var(--start)}.outside{fill:var(--outcard);stroke:var(--out)}
.id{font-weight:600;fill:var(--ink)}.trigger{fill:var(--start)}
.call{fill:none;stroke:var(--line);stroke-width:1.2}.maybe{stroke-dasharray:5 4}.tip{fill:var(--line)}
.arrow:hover .call{stroke:var(--start);stroke-width:2.5}
@media print{svg{--paper:#fff;--frame:#fff}}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 L8 4 L0 8 z"/></marker></defs>
<rect class="paper" width="100%" height="100%"/>
<text class="head" x="12" y="23">${title}</text>
<g transform="translate(0 34)">
<@inside root/>
</g>
</svg>
