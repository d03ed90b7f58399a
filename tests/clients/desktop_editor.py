"""The PyPI package python-wordpress-xmlrpc, as desktop editors' scripts use it."""
import collections
import collections.abc
import sys

# The package is older than Python 3.10, where these names moved.
collections.Iterable = collections.abc.Iterable

from wordpress_xmlrpc import Client, WordPressPost  # noqa: E402
from wordpress_xmlrpc.exceptions import InvalidCredentialsError  # noqa: E402
from wordpress_xmlrpc.methods import media, options, posts, taxonomies, users  # noqa: E402

url, username, password = sys.argv[1:4]
client = Client(f"{url}/xmlrpc.php", username, password)

assert client.call(users.GetUserInfo()).username == username
assert client.call(options.GetOptions(["blog_title"]))[0].value
assert "category" in [taxonomy.name for taxonomy in client.call(taxonomies.GetTaxonomies())]

post = WordPressPost()
post.title, post.content, post.post_status = "By XML-RPC", "Some words", "publish"
post.terms_names = {"post_tag": ["first", "second"], "category": ["Letters"]}
post.id = client.call(posts.NewPost(post))
read = client.call(posts.GetPost(post.id))
assert (read.title, read.post_status) == ("By XML-RPC", "publish"), (read.title, read.post_status)
assert sorted(term.name for term in read.terms) == ["Letters", "first", "second"]

read.title = "By XML-RPC, changed"
assert client.call(posts.EditPost(post.id, read))
assert [one.title for one in client.call(posts.GetPosts({"number": 1}))] == ["By XML-RPC, changed"]

picture = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f00050001ff89993d1d0000000049454e44ae426082"
)
uploaded = client.call(media.UploadFile({"name": "pixel.png", "type": "image/png", "bits": picture}))
assert uploaded["url"].endswith(".png"), uploaded
assert client.call(posts.DeletePost(post.id))

try:
    Client(f"{url}/xmlrpc.php", username, "wrong").call(users.GetUserInfo())
except InvalidCredentialsError:
    pass
else:
    raise AssertionError("a wrong password was accepted")
