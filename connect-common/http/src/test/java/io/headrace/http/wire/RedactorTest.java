package io.headrace.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.secret.Secret;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

final class RedactorTest {

    private final Redactor redactor = new Redactor();

    @Test
    void knownSecretsGoInEveryForm() {
        redactor.learn("p+ss/word=");
        redactor.learn("abc");
        redactor.learn("p+ss/word=longer");

        assertThat(redactor.clean("a p+ss/word= b p%2Bss%2Fword%3D c p+ss/word=longer d abc"))
                .isEqualTo("a [hidden] b [hidden] c [hidden] d abc");
    }

    @Test
    void tokensThatComeAndGoAreForgottenInTheEnd() {
        redactor.take(Secret.of("of the settings"));
        for (int i = 0; i < 1000; i++) {
            redactor.learn("token-" + i);
        }

        assertThat(redactor.clean("token-999 token-1 of the settings")).isEqualTo("[hidden] token-1 [hidden]");
    }

    @Test
    void urlsShowWhatIsNoSecret() {
        redactor.learn("canary-1");

        assertThat(
                        redactor.url(
                                HttpUrl.get(
                                        "https://me:pw@api.example.com/v1/canary-1/x?page_token=a1&api_key=zzz&limit=3&X-Amz-Signature=q&plain=canary-1#f")))
                .isEqualTo(
                        "https://api.example.com/v1/[hidden]/x?page_token=a1&api_key=[hidden]&limit=3&X-Amz-Signature=[hidden]&plain=[hidden]");
    }
}
