from review.tui.support.opening import open_in_viewer


def test_a_file_that_is_gone_is_told(tmp_path):
    assert "not there any more" in open_in_viewer(tmp_path / "gone.csv")


def test_without_a_viewer_the_path_is_told(tmp_path, monkeypatch):
    file = tmp_path / "table.csv"
    file.write_text("")
    monkeypatch.setenv("PATH", "")
    assert str(file) in open_in_viewer(file)


def test_over_ssh_nothing_is_opened(tmp_path, monkeypatch):
    monkeypatch.setenv("SSH_CONNECTION", "a b c d")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "No viewer over this connection" in open_in_viewer(tmp_path)
