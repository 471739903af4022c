/** What a model of the embedded provider learns from examples, without any knowledge of requests. */
package com.developmentleads.provider.learner;
